// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.time.Instant;
import java.util.Set;
import posthouse.base.BlobId;
import posthouse.base.MailboxId;
import posthouse.formats.MessageIndex;

/**
 * An email to be added.
 *
 * @param prefix at most 8 KiB of header lines before the blob, each ending in CRLF; may be empty
 * @param content what was staged, or an email's blob that is shared
 * @param index of the content without the prefix, with its search text
 */
public record NewEmail(
        byte[] prefix,
        Content content,
        MessageIndex index,
        Set<MailboxId> mailboxes,
        Set<String> keywords,
        Instant receivedAt) {

    /** Where its bytes are. */
    public sealed interface Content {
        /** Fresh bytes; they become durable with the commit at the latest. */
        record Fresh(StagedBlob blob) implements Content {}

        /** The bytes of an email that the principal was shown; see {@link Email#blob}. */
        record Shared(BlobId blob) implements Content {}
    }

    /** A fresh email. */
    public static NewEmail of(
            byte[] prefix,
            StagedBlob blob,
            MessageIndex index,
            Set<MailboxId> mailboxes,
            Set<String> keywords,
            Instant receivedAt) {
        return new NewEmail(prefix, new Content.Fresh(blob), index, mailboxes, keywords, receivedAt);
    }
}
