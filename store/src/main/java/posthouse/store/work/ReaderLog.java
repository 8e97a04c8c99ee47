// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.ThreadId;
import posthouse.store.DataType;
import posthouse.store.row.EmailDelta;
import posthouse.store.row.LogEntry;
import posthouse.store.row.LogEntry.Kind;
import posthouse.store.work.States.Position;

/**
 * The change log as somebody reads it whose account it is not: what happens where they do not look is not in it, and what
 * follows from it for them (their counts, their part of a thread) is worked out from what they see.
 */
final class ReaderLog implements States.Filter {
    private final AccountView view;
    private final Gate gate;
    private final DataType asked;
    private final String state;
    private final Map<Long, Set<Long>> boxesOfThreads = new HashMap<>();
    private final Map<Change, Kind> threads;

    /** An email that came into sight or went out of it. */
    private record Change(long version, long email) {}

    ReaderLog(AccountView view, DataType asked, Position since, String state) {
        this.view = view;
        this.gate = view.gate;
        this.asked = asked;
        this.state = state;
        threads = asked == DataType.THREAD ? threads(since) : Map.of();
    }

    @Override
    public List<LogEntry> shown(LogEntry entry) {
        Optional<LogEntry.Reader> reader = entry.reader();
        if (reader.isPresent()) return own(entry, reader.get());
        if (entry.type() == DataType.MAILBOX && asked == DataType.MAILBOX)
            return entry.kind() != Kind.COUNTS && gate.sees(entry.id()) ? List.of(entry) : List.of();
        return entry.email().map(this::email).orElse(List.of());
    }

    private List<LogEntry> email(EmailDelta d) {
        Set<Long> before = seen(d.before());
        Set<Long> after = seen(d.after());
        return switch (asked) {
            case EMAIL -> email(d, before, after);
            case MAILBOX -> {
                if (before.equals(after)) yield List.of();
                var boxes = new HashSet<>(before);
                boxes.addAll(after);
                boxes.addAll(boxes(d.thread()));
                yield counts(boxes);
            }
            case THREAD -> {
                Kind kind = threads.get(new Change(d.version(), d.id()));
                yield kind == null ? List.of() : List.of(LogEntry.of(DataType.THREAD, kind, d.thread()));
            }
            default -> List.of();
        };
    }

    private static List<LogEntry> email(EmailDelta d, Set<Long> before, Set<Long> after) {
        if (before.isEmpty() && after.isEmpty()) return List.of();
        // It went somewhere, or came from there, that this reader does not see.
        boolean elsewhere = before.equals(after)
                && d.bitsBefore() == d.bitsAfter()
                && !d.before().equals(d.after());
        if (elsewhere) return List.of();
        Kind kind = before.isEmpty() ? Kind.CREATED : after.isEmpty() ? Kind.DESTROYED : Kind.UPDATED;
        return List.of(LogEntry.of(DataType.EMAIL, kind, d.id()));
    }

    private List<LogEntry> own(LogEntry entry, LogEntry.Reader reader) {
        if (reader.person() != gate.reader() || !gate.sees(reader.mailbox())) return List.of();
        boolean all = entry.id() == 0;
        return switch (asked) {
            case MAILBOX -> {
                var boxes = new HashSet<>(Set.of(reader.mailbox()));
                if (all) view.visibleBoxes().forEach(m -> boxes.add(m.id().value()));
                else view.emailRow(entry.id()).ifPresent(row -> boxes.addAll(boxes(row.thread())));
                yield counts(boxes);
            }
            case EMAIL -> {
                // The whole folder at once: its emails are read afresh.
                if (all) throw States.cannot(state);
                yield List.of(LogEntry.of(DataType.EMAIL, Kind.UPDATED, entry.id()));
            }
            default -> List.of();
        };
    }

    private static List<LogEntry> counts(Collection<Long> boxes) {
        var entries = new ArrayList<LogEntry>(boxes.size());
        for (long box : boxes) entries.add(LogEntry.of(DataType.MAILBOX, Kind.COUNTS, box));
        return entries;
    }

    private Set<Long> seen(Collection<EmailDelta.Place> places) {
        var seen = new HashSet<Long>();
        for (EmailDelta.Place p : places) if (gate.sees(p.mailbox())) seen.add(p.mailbox());
        return seen;
    }

    /** Where emails of a thread lie; its being unread counts in each of these. */
    private Set<Long> boxes(long thread) {
        return boxesOfThreads.computeIfAbsent(thread, id -> {
            var boxes = new HashSet<Long>();
            view.threadRow(id)
                    .ifPresent(row -> row.members()
                            .forEach(m ->
                                    m.mailboxes().stream().filter(gate::sees).forEach(boxes::add)));
            return boxes;
        });
    }

    private record Step(long version, long email, long thread, int by) {}

    /** What each change of the log was to the reader's part of its thread, counted back from the part that they see now. */
    private Map<Change, Kind> threads(Position since) {
        var steps = new ArrayList<Step>();
        States.read(view.rows, view.head, since, (version, index, entry) -> {
            entry.email().ifPresent(d -> {
                boolean before = !seen(d.before()).isEmpty();
                boolean after = !seen(d.after()).isEmpty();
                if (before != after) steps.add(new Step(version, d.id(), d.thread(), after ? 1 : -1));
            });
            return true;
        });
        var kinds = new HashMap<Change, Kind>();
        var counts = new HashMap<Long, Integer>();
        for (Step step : steps.reversed()) {
            int after = counts.computeIfAbsent(
                    step.thread, id -> view.thread(new ThreadId(id)).size());
            int before = after - step.by;
            counts.put(step.thread, before);
            Kind kind = before == 0 ? Kind.CREATED : after == 0 ? Kind.DESTROYED : Kind.UPDATED;
            kinds.put(new Change(step.version, step.email), kind);
        }
        return kinds;
    }
}
