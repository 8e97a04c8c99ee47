// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.Set;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.base.ThreadId;

/**
 * How one email changed between two states.
 *
 * @param before mailboxes at the earlier state; empty when it did not exist
 * @param after mailboxes now; empty when it is gone
 * @param bitsBefore as in {@link MailList#bits}
 */
public record EmailChange(
        EmailId id,
        ThreadId thread,
        Kind kind,
        long receivedAt,
        long size,
        Set<MailboxId> before,
        Set<MailboxId> after,
        long bitsBefore,
        long bitsAfter) {

    /** What happened to it in sum. */
    public enum Kind {
        CREATED,
        UPDATED,
        DESTROYED
    }
}
