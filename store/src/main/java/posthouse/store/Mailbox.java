// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.Optional;
import posthouse.base.MailboxId;

/**
 * A mailbox with its counts (RFC 8621 §2).
 *
 * @param uidValidity never changes in the life of a mailbox
 * @param uidNext the uid that the next email gets
 * @param highestModseq version of the last change to one of its emails
 * @param unreadEmails emails with neither {@code $seen} nor {@code $draft}
 * @param unreadThreads threads that one sees as unread when opening this mailbox; mail in the trash counts only there
 * @param changed version of the last change to what it is, or to which emails are in it
 * @param marked version of the last change to keywords of an email in it
 */
public record Mailbox(
        MailboxId id,
        String name,
        Optional<MailboxId> parent,
        Optional<Role> role,
        int sortOrder,
        boolean subscribed,
        long uidValidity,
        long uidNext,
        long highestModseq,
        long totalEmails,
        long unreadEmails,
        long totalThreads,
        long unreadThreads,
        long changed,
        long marked) {}
