// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.function.Function;
import posthouse.base.AccountId;
import posthouse.base.MailboxId;

/** One account as one principal may use it. Holds nothing; each operation asks {@code Access} again. */
public interface Account {
    AccountId id();

    /** A consistent view of now. Close it soon: after five seconds it refuses with {@code Expired}. Never write to a socket meanwhile. */
    View view();

    /** Reads something from a view and closes it. */
    default <T> T read(Function<View, T> reader) {
        try (View view = view()) {
            return reader.apply(view);
        }
    }

    /**
     * Runs the work and commits what it did, durable on return: one version of the account. When the work throws, nothing of
     * it happens. Works of one account run one after another and are committed in groups; a work may be run more than once
     * and on another thread, so it must have no effect but through its {@link Tx} and its result.
     */
    <T> T write(Work<T> work);

    /** Adds {@code $seen} to every email of the mailbox; large mailboxes in several commits, resumable. Returns how many changed. */
    long markAllRead(MailboxId mailbox);

    /** Destroys every email that is in this mailbox only and takes the others out of it. Returns how many left. */
    long empty(MailboxId mailbox);

    /** Empties the mailbox, then destroys it. Refuses when it has children. */
    void destroyMailboxWithEmails(MailboxId mailbox);
}
