// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import posthouse.base.MailboxId;
import posthouse.store.Changes;
import posthouse.store.DataType;
import posthouse.store.MailList;
import posthouse.store.Mailbox;
import posthouse.store.hot.HotList;
import posthouse.store.hot.Item;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailRow;
import posthouse.store.row.MailboxRow;
import posthouse.store.row.Membership;
import posthouse.store.row.SeenRow;
import posthouse.store.work.States.Position;

/**
 * An account as somebody sees it whose it is not: {@code $seen} and the counts that follow from it are theirs, and states
 * carry a mark of their rights, so that whoever gains or loses a folder reads afresh.
 */
final class Personal {
    private final AccountView view;
    private final Gate gate;
    private final Map<Long, SeenRow> seen = new HashMap<>();
    private @Nullable Map<Long, long[]> unread;

    Personal(AccountView view) {
        this.view = view;
        gate = view.gate;
    }

    private SeenRow row(long mailbox) {
        long person = gate.reader();
        if (person == 0) return SeenRow.NONE;
        return seen.computeIfAbsent(
                mailbox,
                box -> view.rows
                        .get(Keys.of(Tag.SEEN, person, box))
                        .map(SeenRow::read)
                        .orElse(SeenRow.NONE));
    }

    /** What this reader has read of a mailbox, to be changed; the counts are made anew. */
    SeenRow forChange(long mailbox) {
        unread = null;
        return row(mailbox);
    }

    /** What it is now. */
    void changed(long mailbox, SeenRow now) {
        seen.put(mailbox, now);
        unread = null;
    }

    boolean seen(EmailRow row) {
        for (Membership m : row.memberships())
            if (gate.sees(m.mailbox()) && row(m.mailbox()).contains(m.uid())) return true;
        return false;
    }

    Set<String> names(EmailRow row, Set<String> shared) {
        var names = new TreeSet<>(shared);
        names.remove("$seen");
        if (seen(row)) names.add("$seen");
        return names;
    }

    private long bits(long shared, long mailbox, long uid) {
        long rest = shared & ~MailList.SEEN;
        return row(mailbox).contains(uid) ? rest | MailList.SEEN : rest;
    }

    Item item(Item i, long mailbox) {
        return new Item(
                i.email(), i.receivedAt(), i.thread(), i.size(), bits(i.bits(), mailbox, i.uid()), i.modseq(), 0);
    }

    MailList list(HotList list, long mailbox) {
        return new PersonalList(list, i -> bits(list.bits(i), mailbox, list.uid(i)));
    }

    /** A mailbox without what its reader may not know, with the reader's own counts. */
    Mailbox shown(Mailbox m) {
        long[] counts = unread().getOrDefault(m.id().value(), new long[2]);
        Mailbox counted = MailboxRow.counted(
                m, m.uidNext(), m.highestModseq(), m.totalEmails(), counts[0], m.totalThreads(), counts[1]);
        return MailboxRow.below(counted, m.parent().filter(p -> gate.sees(p.value())));
    }

    private Map<Long, long[]> unread() {
        Map<Long, long[]> known = unread;
        if (known == null) {
            known = gate.reader() == 0 ? Map.of() : count();
            unread = known;
        }
        return known;
    }

    private Map<Long, long[]> count() {
        var counts = new HashMap<Long, long[]>();
        var unreadThreads = new HashSet<Long>();
        var threads = new HashMap<Long, Set<Long>>();
        for (Mailbox box : view.visibleBoxes()) {
            long id = box.id().value();
            MailList list = list(view.hot(id), id);
            var own = new HashSet<Long>();
            var c = new long[2];
            for (int i = 0; i < list.size(); i++) {
                long thread = list.thread(i).value();
                own.add(thread);
                if (!list.unread(i)) continue;
                c[0]++;
                unreadThreads.add(thread);
            }
            threads.put(id, own);
            counts.put(id, c);
        }
        threads.forEach((id, own) -> {
            long[] c = counts.get(id);
            if (c != null) c[1] = own.stream().filter(unreadThreads::contains).count();
        });
        return counts;
    }

    boolean read(long mailbox, long uid) {
        return row(mailbox).contains(uid);
    }

    /** Versions of the last changes to what this reader sees, and to what they have read. */
    private record Last(long own, long changed, long marked) {
        /** A type that is the owner's alone never changes. */
        long of(DataType type) {
            return switch (type) {
                case EMAIL -> Math.max(own, Math.max(changed, marked));
                case MAILBOX -> Math.max(own, changed);
                case THREAD, EMAIL_DELIVERY -> changed;
                default -> 0;
            };
        }
    }

    private Last last() {
        long changed = 0;
        long marked = 0;
        for (Mailbox m : view.visibleBoxes()) {
            changed = Math.max(changed, m.changed());
            marked = Math.max(marked, m.marked());
        }
        return new Last(row(0).modseq(), changed, marked);
    }

    private SealedStates sealed() {
        return new SealedStates(view.rows, gate.mark());
    }

    Map<DataType, String> states(Set<DataType> types) {
        SealedStates sealed = sealed();
        Last last = last();
        var states = new EnumMap<DataType, String>(DataType.class);
        for (DataType type : types) states.put(type, sealed.text(type, new Position(last.of(type), 0)));
        return states;
    }

    Changes changes(DataType type, String since, int max) {
        SealedStates sealed = sealed();
        Position from = sealed.position(type, since);
        var asked = new States.Asked(since, from, last().of(type), max, end -> sealed.text(type, end));
        States.checked(view.head, asked.last(), from, since);
        return States.changes(view.rows, view.head, asked, new ReaderLog(view, type, from, since));
    }

    /** A list as it was to this reader. */
    MailList listAt(ListReads lists, Optional<MailboxId> mailbox, String state) {
        Position since = sealed().position(DataType.EMAIL, state);
        States.checked(view.head, last().of(DataType.EMAIL), since, state);
        var then = new ReaderLists(view, lists, since, state);
        return mailbox.isPresent() ? then.list(mailbox.get().value()) : then.all();
    }

    /** Mailboxes of an email that this reader does not see; they stay as they are. */
    Set<MailboxId> hidden(EmailRow row) {
        var hidden = new HashSet<MailboxId>();
        for (Membership m : row.memberships()) if (!gate.sees(m.mailbox())) hidden.add(new MailboxId(m.mailbox()));
        return hidden;
    }
}
