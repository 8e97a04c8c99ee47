// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

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
import posthouse.store.row.EmailDelta;
import posthouse.store.row.EmailRow;
import posthouse.store.row.Head;
import posthouse.store.row.LogEntry;
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

    /** The head with the states as this reader has them. */
    Head head() {
        long mine = row(0).modseq();
        return view.head.withState(DataType.EMAIL, mine).withState(DataType.MAILBOX, mine);
    }

    Changes changes(DataType type, String since, int max) {
        String bare = gate.bare(since);
        Set<Long> threads = type == DataType.THREAD ? threads(bare) : Set.of();
        Changes c = States.changes(view.rows, head(), type, bare, max, e -> shown(e, type, threads, since));
        return new Changes(
                since,
                gate.marked(c.newState()),
                c.hasMore(),
                c.created(),
                c.updated(),
                c.destroyed(),
                c.counts());
    }

    /** Threads that had or have an email where this reader sees it. */
    private Set<Long> threads(String since) {
        var threads = new HashSet<Long>();
        for (EmailDelta d : States.deltas(view.rows, view.head, Position.parse(since)))
            if (seen(d.before()) || seen(d.after())) threads.add(d.thread());
        return threads;
    }

    private boolean seen(Iterable<EmailDelta.Place> places) {
        for (EmailDelta.Place p : places) if (gate.sees(p.mailbox())) return true;
        return false;
    }

    private Optional<LogEntry> shown(LogEntry entry, DataType asked, Set<Long> threads, String since) {
        if (entry.reader().isPresent()) return own(entry, entry.reader().get(), asked, since);
        if (entry.type() != asked) return Optional.empty();
        return switch (asked) {
            case MAILBOX -> gate.sees(entry.id()) ? Optional.of(entry) : Optional.empty();
            case THREAD -> threads.contains(entry.id()) ? Optional.of(thread(entry)) : Optional.empty();
            case EMAIL -> entry.email().flatMap(d -> email(entry, seen(d.before()), seen(d.after())));
            default -> Optional.empty();
        };
    }

    private LogEntry thread(LogEntry entry) {
        boolean gone = view.thread(new posthouse.base.ThreadId(entry.id())).isEmpty();
        return gone ? LogEntry.of(DataType.THREAD, LogEntry.Kind.DESTROYED, entry.id()) : entry;
    }

    private static Optional<LogEntry> email(LogEntry entry, boolean before, boolean after) {
        if (!before && !after) return Optional.empty();
        LogEntry.Kind kind = !before ? LogEntry.Kind.CREATED : after ? LogEntry.Kind.UPDATED : LogEntry.Kind.DESTROYED;
        return Optional.of(LogEntry.of(DataType.EMAIL, kind, entry.id()));
    }

    private Optional<LogEntry> own(LogEntry entry, LogEntry.Reader reader, DataType asked, String since) {
        if (reader.person() != gate.reader() || !gate.sees(reader.mailbox())) return Optional.empty();
        if (asked == DataType.MAILBOX)
            return Optional.of(LogEntry.of(DataType.MAILBOX, LogEntry.Kind.COUNTS, reader.mailbox()));
        if (asked != DataType.EMAIL) return Optional.empty();
        // The whole folder at once: its emails are read afresh.
        if (entry.id() == 0) throw States.cannot(since);
        return Optional.of(LogEntry.of(DataType.EMAIL, LogEntry.Kind.UPDATED, entry.id()));
    }

    /** Mailboxes of an email that this reader does not see; they stay as they are. */
    Set<MailboxId> hidden(EmailRow row) {
        var hidden = new HashSet<MailboxId>();
        for (Membership m : row.memberships()) if (!gate.sees(m.mailbox())) hidden.add(new MailboxId(m.mailbox()));
        return hidden;
    }
}
