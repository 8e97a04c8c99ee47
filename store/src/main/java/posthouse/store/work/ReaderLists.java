// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import posthouse.base.MailboxId;
import posthouse.store.MailList;
import posthouse.store.Mailbox;
import posthouse.store.hot.HotList;
import posthouse.store.hot.Item;
import posthouse.store.row.EmailDelta;
import posthouse.store.row.LogEntry;
import posthouse.store.work.States.Position;

/**
 * Lists of an earlier state as their reader had them whose account it is not, with what they had read then. Where that is not
 * known any more, asking for it is refused with CannotCalculate; order and places are always known.
 */
final class ReaderLists {
    private final AccountView view;
    private final ListReads lists;
    private final Position since;
    private final String state;
    private final Map<Place, Read> first = new HashMap<>();
    private final Set<Long> forgotten = new HashSet<>();
    /** Emails that have left a mailbox; when one comes back it is read anew. */
    private final Set<Place> left = new HashSet<>();

    private record Place(long mailbox, long email) {}

    /** Whether somebody had read it. */
    private enum Read {
        NO,
        YES,
        UNKNOWN;

        Read or(Read other) {
            if (this == YES || other == YES) return YES;
            return this == UNKNOWN ? this : other;
        }
    }

    ReaderLists(AccountView view, ListReads lists, Position since, String state) {
        this.view = view;
        this.lists = lists;
        this.since = since;
        this.state = state;
        long person = view.gate.reader();
        long[] at = {0};
        var leaving = new HashSet<Place>();
        States.read(view.rows, view.head, since, (version, index, entry) -> {
            if (version != at[0]) {
                left.addAll(leaving);
                leaving.clear();
            }
            at[0] = version;
            entry.reader().filter(r -> r.person() == person).ifPresent(r -> note(entry, r.mailbox()));
            entry.email().ifPresent(d -> {
                for (EmailDelta.Place p : d.before())
                    if (d.uidAfter(p.mailbox()) != p.uid()) leaving.add(new Place(p.mailbox(), d.id()));
            });
            return true;
        });
    }

    private void note(LogEntry entry, long mailbox) {
        if (entry.id() == 0) forgotten.add(mailbox);
        if (forgotten.contains(mailbox)) return;
        Read before = switch (entry.kind()) {
            case CREATED -> Read.NO;
            case DESTROYED -> Read.YES;
            case UPDATED, COUNTS -> Read.UNKNOWN;
        };
        var place = new Place(mailbox, entry.id());
        if (!left.contains(place)) first.putIfAbsent(place, before);
    }

    private Read read(long mailbox, long email, long uid) {
        Read known = first.get(new Place(mailbox, email));
        if (known != null) return known;
        if (forgotten.contains(mailbox)) return Read.UNKNOWN;
        return view.personal.read(mailbox, uid) ? Read.YES : Read.NO;
    }

    private long bits(long shared, Read read) {
        return switch (read) {
            case NO -> shared & ~MailList.SEEN;
            case YES -> shared | MailList.SEEN;
            case UNKNOWN -> throw States.cannot(state);
        };
    }

    MailList list(long mailbox) {
        HotList then = lists.listAt(Optional.of(new MailboxId(mailbox)), since);
        return new PersonalList(
                then, i -> bits(then.bits(i), read(mailbox, then.email(i).value(), then.uid(i))));
    }

    MailList all() {
        var items = new TreeMap<Long, Item>();
        var reads = new HashMap<Long, Read>();
        for (Mailbox box : view.visibleBoxes()) {
            long id = box.id().value();
            HotList then = lists.listAt(Optional.of(box.id()), since);
            for (int i = 0; i < then.size(); i++) {
                long email = then.email(i).value();
                items.putIfAbsent(email, then.item(i));
                reads.merge(email, read(id, email, then.uid(i)), Read::or);
            }
        }
        HotList then = HotList.of(since.version(), new ArrayList<>(items.values()));
        return new PersonalList(
                then, i -> bits(then.bits(i), reads.getOrDefault(then.email(i).value(), Read.NO)));
    }
}
