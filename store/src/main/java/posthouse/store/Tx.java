// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.Optional;
import java.util.Set;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;

/** A view that can be changed; sees its own changes. Only valid inside its {@link Work}. */
public interface Tx extends View {

    /**
     * Adds an email. Refuses with NotFound for a mailbox, BadInput for no mailbox, Full when the quota is reached (never for
     * the system: whoever delivers decides before it answers).
     */
    EmailId append(NewEmail email);

    /** Replaces the keywords. Names are case-insensitive and become lower case. Refuses with NotFound, BadInput, TooMany. */
    void setKeywords(EmailId id, Set<String> keywords);

    /** Adds and removes keywords. */
    void changeKeywords(EmailId id, Set<String> add, Set<String> remove);

    /** Replaces the set of mailboxes, which must not be empty. */
    void setMailboxes(EmailId id, Set<MailboxId> mailboxes);

    /** Replaces keywords and mailboxes: both, or when it is refused neither. */
    void change(EmailId id, Set<String> keywords, Set<MailboxId> mailboxes);

    /** Adds to and takes out of mailboxes; at least one must remain. */
    void changeMailboxes(EmailId id, Set<MailboxId> add, Set<MailboxId> remove);

    /** Destroys an email; it can be recovered for a while. Refuses with NotFound. */
    void destroy(EmailId id);

    /** Makes a mailbox. Refuses with BadInput (name, depth), AlreadyExists (name among its siblings, role), NotFound (parent). */
    MailboxId createMailbox(NewMailbox mailbox);

    /** Changes a mailbox's name, parent, role, order, subscription: all of them as given. Refuses as {@link #createMailbox} does. */
    void updateMailbox(MailboxId id, NewMailbox to);

    /** Destroys an empty mailbox. Refuses with Conflict: KB.MAILBOX_HAS_CHILD, KB.MAILBOX_HAS_EMAIL; Denied for the inbox. */
    void destroyMailbox(MailboxId id);

    /** Gives somebody a role on a mailbox; empty takes their row away. Needs the right to administer it. Holds when the work is committed. */
    void setRights(MailboxId mailbox, RightsHolder holder, Optional<posthouse.base.AccessSnapshot.Role> role);

    /**
     * Marks that this intake has reached this recipient. False: it had before, so nothing may be appended again. Marks go by
     * themselves after the journal entry is complete.
     *
     * @param recipient any text that is the same at each try, at most 320 characters
     */
    boolean deliverOnce(long intake, String recipient);

    /** Keeps bytes for a day under a blob id that the answer names. Refuses with Full or TooLarge. */
    BlobRef.Upload addUpload(StagedBlob blob, String type);

    /** Puts a small value. Refuses with TooLarge above 64 KiB. */
    void putValue(ValueKind kind, long id, byte[] content);

    /** Removes a small value; false when there was none. */
    boolean removeValue(ValueKind kind, long id);

    /** Sets the limit in bytes of mail; 0 for none. */
    void setQuotaLimit(long bytes);

    /** A fresh random id number, for values. */
    long freshId();

    /** The mailbox with this role, made when missing. */
    default MailboxId roleMailbox(Role role) {
        Optional<Mailbox> found = mailbox(role);
        return found.isPresent() ? found.get().id() : createMailbox(NewMailbox.of(role));
    }
}
