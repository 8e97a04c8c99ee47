// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import posthouse.base.Action;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.MailboxId;
import posthouse.base.PersonId;
import posthouse.base.Refused;
import posthouse.store.MailList;
import posthouse.store.Mailbox;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailRow;
import posthouse.store.row.In;
import posthouse.store.row.LogEntry;
import posthouse.store.row.Membership;
import posthouse.store.row.Out;
import posthouse.store.row.SeenRow;

/** What one person's work leaves of their own in an account that is not theirs. */
final class PersonalMarks {
    /** In somebody else's folder these are the reader's own, or nothing. */
    static final Set<String> NOT_SHARED = Set.of("$seen", "$draft");

    /** So many at once are logged one by one; of more only that it was all. */
    private static final int EACH = 500;

    private final AccountTx tx;
    private final Gate gate;
    private final List<LogEntry> entries = new ArrayList<>();

    PersonalMarks(AccountTx tx) {
        this.tx = tx;
        gate = tx.gate;
    }

    /** What all share once a reader has given an email these keywords. */
    static Set<String> shared(EmailRow row, Set<String> wanted) {
        var names = new TreeSet<>(wanted);
        names.removeAll(NOT_SHARED);
        if ((row.bits() & MailList.SEEN) != 0) names.add("$seen");
        return names;
    }

    /** Read or not read, for this person only. */
    void seen(EmailRow row, boolean wanted) {
        if (tx.personal.seen(row) == wanted) return;
        for (Membership m : row.memberships()) if (gate.sees(m.mailbox())) gate.require(Action.MARK, m.mailbox());
        for (Membership m : row.memberships()) {
            if (!gate.sees(m.mailbox())) continue;
            SeenRow before = tx.personal.forChange(m.mailbox());
            if (before.contains(m.uid()) == wanted) continue;
            keep(
                    m.mailbox(),
                    wanted ? before.with(m.uid(), m.uid(), tx.version()) : before.without(m.uid(), tx.version()));
            note(wanted ? LogEntry.Kind.CREATED : LogEntry.Kind.DESTROYED, m.mailbox(), row.id());
        }
    }

    /** Everything in it read; how many were not. */
    long allSeen(MailboxId mailbox) {
        Mailbox box = tx.mailbox(mailbox).orElseThrow(() -> Core.notFound("mailbox"));
        gate.require(Action.MARK, mailbox.value());
        MailList list = tx.list(mailbox);
        var open = new ArrayList<Long>();
        var uids = new ArrayList<Long>();
        for (int i = 0; i < list.size(); i++) {
            if ((list.bits(i) & MailList.SEEN) != 0) continue;
            open.add(list.email(i).value());
            uids.add(list.uid(i));
        }
        if (open.isEmpty() || box.uidNext() <= 1) return 0;
        SeenRow before = tx.personal.forChange(mailbox.value());
        if (open.size() > EACH) {
            keep(mailbox.value(), before.with(1, box.uidNext() - 1, tx.version()));
            note(LogEntry.Kind.UPDATED, mailbox.value(), 0);
        } else {
            // Only these, so that what was read of mail that has gone stays known.
            keep(mailbox.value(), before.with(uids, tx.version()));
            for (long email : open) note(LogEntry.Kind.CREATED, mailbox.value(), email);
        }
        return open.size();
    }

    private void keep(long mailbox, SeenRow now) {
        long person = gate.reader();
        put(person, mailbox, now);
        put(person, 0, new SeenRow(tx.version(), SeenRow.NONE.ranges()));
    }

    private void note(LogEntry.Kind kind, long mailbox, long email) {
        entries.add(LogEntry.seen(kind, gate.reader(), mailbox, email));
    }

    private void put(long person, long mailbox, SeenRow row) {
        tx.layer.put(Keys.of(Tag.SEEN, person, mailbox), row.write());
        tx.personal.changed(mailbox, row);
    }

    /** Remembers who posted, and that they know what they wrote. */
    void posted(EmailRow row) {
        long person = gate.reader();
        if (person == 0) return;
        tx.layer.put(Keys.of(Tag.AUTHOR, row.id()), new Out(1, 16).fixed(person).done());
        seen(row, true);
    }

    /** Whoever may post takes back what they posted; everything else needs the right to delete. */
    void requireDelete(EmailRow row, long mailbox) {
        boolean own = gate.reader() != 0
                && author(row.id()).equals(Optional.of(new PersonId(gate.reader())))
                && gate.may(Action.POST, mailbox);
        if (!own) gate.require(Action.DELETE, mailbox);
    }

    /** These mailboxes and those that the caller does not see; refused unless the email may go there, and leave the others. */
    Set<MailboxId> places(EmailRow row, Set<MailboxId> wanted) {
        var mailboxes = new LinkedHashSet<>(wanted);
        mailboxes.addAll(tx.personal.hidden(row));
        for (Membership m : row.memberships())
            if (!mailboxes.contains(new MailboxId(m.mailbox()))) requireDelete(row, m.mailbox());
        for (MailboxId to : mailboxes) if (row.in(to.value()).isEmpty()) gate.require(Action.POST, to.value());
        return mailboxes;
    }

    private Optional<PersonId> author(long email) {
        return tx.layer.get(Keys.of(Tag.AUTHOR, email)).map(value -> new PersonId(new In(value, 1).fixed()));
    }

    /** Room for a file is there for whoever may post somewhere. */
    void requireUpload() {
        if (gate.whole()) return;
        for (Mailbox m : tx.visibleBoxes()) if (gate.may(Action.POST, m.id().value())) return;
        throw new Refused(new Failure.Denied(KB.MAY_NOT_POST, Level.FOLDER));
    }

    /** An email is gone for good. */
    void gone(EmailId email) {
        Bytes author = Keys.of(Tag.AUTHOR, email.value());
        if (tx.layer.get(author).isPresent()) tx.layer.delete(author);
    }

    List<LogEntry> entries() {
        return entries;
    }
}
