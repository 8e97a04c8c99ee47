// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What is computed once, when a message arrives, so that no list needs its bytes again.
 *
 * @param size octets of the indexed blob (without the prefix that delivery adds)
 * @param preview up to 256 characters of plain text
 * @param hasAttachment an attachment that is not merely inline
 * @param messageId ids without angle brackets
 * @param sentAt the Date field with its own offset
 * @param truncated the message passed a limit (depth 100, 10,000 parts, header sizes) and is indexed in part
 * @param search folded text; {@link SearchText#EMPTY} when read back from a row
 */
public record MessageIndex(
        long size,
        Envelope envelope,
        Part structure,
        String preview,
        boolean hasAttachment,
        List<String> messageId,
        List<String> inReplyTo,
        List<String> references,
        Optional<OffsetDateTime> sentAt,
        boolean truncated,
        SearchText search) {
    public MessageIndex {
        messageId = List.copyOf(messageId);
        inReplyTo = List.copyOf(inReplyTo);
        references = List.copyOf(references);
    }

    public MessageIndex withSearch(SearchText text) {
        return new MessageIndex(
                size,
                envelope,
                structure,
                preview,
                hasAttachment,
                messageId,
                inReplyTo,
                references,
                sentAt,
                truncated,
                text);
    }
}
