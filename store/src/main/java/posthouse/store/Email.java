// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.time.Instant;
import java.util.Set;
import posthouse.base.BlobId;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.base.ThreadId;
import posthouse.formats.MessageIndex;

/**
 * An email (RFC 8621 §4) without its body. The message is prefix and blob; offsets in the index count from the blob's start.
 *
 * @param prefix lines that this hop added before the message as received; not to be changed
 * @param index as made on arrival, without its search text
 */
public record Email(EmailState state, BlobId blob, byte[] prefix, MessageIndex index) {
    public EmailId id() {
        return state.id();
    }

    public ThreadId thread() {
        return state.thread();
    }

    /** Octets of prefix and blob. */
    public long size() {
        return state.size();
    }

    public Instant receivedAt() {
        return state.receivedAt();
    }

    public Set<String> keywords() {
        return state.keywords();
    }

    public Set<MailboxId> mailboxes() {
        return state.mailboxes();
    }

    /** The blob id of the whole message. */
    public BlobRef.Message blobRef() {
        return new BlobRef.Message(id());
    }
}
