// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.time.Instant;
import java.util.Set;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.base.ThreadId;

/**
 * What of an email changes, and what lists sort and filter by.
 *
 * @param receivedAt to the millisecond
 * @param size octets of prefix and blob
 * @param modseq version of the account that changed it last
 */
public record EmailState(
        EmailId id,
        ThreadId thread,
        Set<MailboxId> mailboxes,
        Set<String> keywords,
        Instant receivedAt,
        long size,
        boolean hasAttachment,
        long modseq) {
    /** Neither {@code $seen} nor {@code $draft}. */
    public boolean unread() {
        return !keywords.contains("$seen") && !keywords.contains("$draft");
    }
}
