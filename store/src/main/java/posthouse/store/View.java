// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.AccessSnapshot.FolderRights;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.base.ThreadId;
import posthouse.formats.SearchText;

/** An account at one version. What the principal may not see does not exist in it. */
public interface View extends AutoCloseable {
    AccountId account();

    /** The account's version; in a {@link Tx} the version that it will make. */
    long version();

    /**
     * JMAP state of a type: the last version at which it changed, as text. In an account that is not the principal's it is a
     * sealed text that changes with what they see only.
     */
    String state(DataType type);

    /** States of all types. */
    Map<DataType, String> states();

    /** All mailboxes, in no order. */
    List<Mailbox> mailboxes();

    Optional<Mailbox> mailbox(MailboxId id);

    /** The mailbox with this role, when there is one. */
    default Optional<Mailbox> mailbox(Role role) {
        return mailboxes().stream()
                .filter(m -> m.role().equals(Optional.of(role)))
                .findFirst();
    }

    /** The mailbox that once had this name below this parent, if it may be seen; only public roots remember. */
    Optional<MailboxId> formerly(Optional<MailboxId> parent, String name);

    /** Whether a mailbox is the top of its account; one whose parent may not be seen is not. */
    boolean top(MailboxId mailbox);

    /** Rights rows of the mailboxes that the principal administers. */
    Map<MailboxId, FolderRights> rights();

    /** Everything about an email but its body text. */
    Optional<Email> email(EmailId id);

    /** Those that exist of the given emails, in the order asked. At most 1,000 at once. */
    Map<EmailId, Email> emails(Collection<EmailId> ids);

    /** Only what changes and what lists sort by, of those that exist; cheaper than {@link #emails}. */
    Map<EmailId, EmailState> emailStates(Collection<EmailId> ids);

    /** The mailbox's emails, newest first. Empty for a mailbox that does not exist. */
    MailList list(MailboxId mailbox);

    /** All emails of the account, newest first. */
    MailList all();

    /** The list as it was at an earlier state (of type Email); empty mailbox: all emails. Refuses with CannotCalculate, its bits also later. */
    MailList listAt(Optional<MailboxId> mailbox, String state);

    /** How the lists know this keyword. */
    Keyword keyword(String name);

    /** Emails of a thread by receivedAt, oldest first; empty when it does not exist. */
    List<EmailId> thread(ThreadId id);

    /** As {@link #thread}, those that exist of many. */
    Map<ThreadId, List<EmailId>> threads(Collection<ThreadId> ids);

    /**
     * What changed since the state, as JMAP's /changes wants it. Refuses with CannotCalculate when the log does not reach back.
     *
     * @param max most ids in the answer; 0 for no limit
     */
    Changes changes(DataType type, String since, int max);

    /**
     * Every email that changed since the state, once, with its mailboxes and keywords before and after; of an account of one's
     * own. Refuses with CannotCalculate.
     */
    List<EmailChange> emailChanges(String since);

    /** Folded text of an email as it was made at its arrival; {@code SearchText.EMPTY} when there is none. */
    SearchText searchText(EmailId id);

    /** As {@link #searchText}, of many. At most 1,000 at once. */
    Map<EmailId, SearchText> searchTexts(Collection<EmailId> ids);

    Quota quota();

    /** Bytes behind a JMAP blob id, if this account has an email, part or upload that gives the right to them. */
    Optional<StoredBlob> blob(BlobRef ref);

    /** The whole message: prefix and blob. */
    Optional<Source> message(EmailId id);

    /** One small value. */
    Optional<byte[]> value(ValueKind kind, long id);

    /** Small values of a kind by id, after the given id (empty: from the first). */
    Slice<Value> values(ValueKind kind, Optional<Long> after, int limit);

    /** All small values of a kind, at most 1,000. */
    default List<Value> values(ValueKind kind) {
        return values(kind, Optional.empty(), 1_000).items();
    }

    /** Long operations under way. */
    List<Job> jobs();

    @Override
    void close();
}
