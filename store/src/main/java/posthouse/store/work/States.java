// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.Changes;
import posthouse.store.DataType;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.row.EmailDelta;
import posthouse.store.row.Head;
import posthouse.store.row.LogEntry;
import posthouse.store.row.LogEntry.Kind;
import posthouse.store.row.LogRow;
import posthouse.store.row.Rows;

/** Reads the change log. */
final class States {

    /** A position: everything up to the version, and this many entries of the next one. */
    record Position(long version, int offset) {
        static Position parse(String state) {
            try {
                int dot = state.indexOf('.');
                long version = Long.parseLong(dot < 0 ? state : state.substring(0, dot));
                int offset = dot < 0 ? 0 : Integer.parseInt(state.substring(dot + 1));
                if (version < 0
                        || offset < 0
                        || !new Position(version, offset).text().equals(state)) throw cannot(state);
                return new Position(version, offset);
            } catch (NumberFormatException e) {
                throw cannot(state);
            }
        }

        String text() {
            return offset == 0 ? Long.toString(version) : version + "." + offset;
        }
    }

    /** Sees the entries of a log one by one; false ends the reading. */
    interface Visitor {
        boolean entry(long version, int index, LogEntry entry);
    }

    static Refused cannot(String state) {
        return new Refused(new Failure.CannotCalculate(KB.CANNOT_CALCULATE, state));
    }

    /** The position, if the log reaches back to it. */
    static Position checked(Head head, DataType type, String state) {
        return checked(head, head.state(type), Position.parse(state), state);
    }

    /** As above, of a type that changed last at this version. */
    static Position checked(Head head, long last, Position since, String state) {
        if (since.version() > head.version() || since.version() == head.version() && since.offset() > 0)
            throw cannot(state);
        boolean nothingSince = since.version() >= last;
        if (since.version() < head.floor() && !nothingSince) throw cannot(state);
        return since;
    }

    /** Reads all entries after a position. */
    static void read(Rows rows, Head head, Position since, Visitor visitor) {
        var entries = new ArrayList<LogEntry>();
        Bytes from = Keys.log(since.version() + 1, 0);
        Bytes to = Keys.log(head.version() + 1, 0);
        long version = -1;
        int index = 0;
        for (boolean more = true; more; ) {
            var page = rows.page(from, to, 500);
            more = page.more();
            for (var row : page.items()) {
                long v = Keys.id(row.key());
                if (v != version) index = 0;
                version = v;
                entries.clear();
                LogRow.entries(row.value(), row.key().array()[9] == 0, v, entries);
                for (LogEntry entry : entries) {
                    boolean seen = v == since.version() + 1 && index < since.offset();
                    if (!seen && !visitor.entry(v, index, entry)) return;
                    index++;
                }
            }
            if (more) from = Keys.justAfter(page.items().getLast().key());
        }
    }

    /** Every email that changed after the position, joined. */
    static List<EmailDelta> deltas(Rows rows, Head head, Position since) {
        Map<Long, EmailDelta> joined = new LinkedHashMap<>();
        read(rows, head, since, (version, index, entry) -> {
            entry.email().ifPresent(d -> joined.merge(d.id(), d, EmailDelta::then));
            return true;
        });
        return new ArrayList<>(joined.values());
    }

    /** What of an entry a reader of the asked type sees. */
    interface Filter {
        List<LogEntry> shown(LogEntry entry);
    }

    /**
     * A question for changes.
     *
     * @param state as it was asked
     * @param since the same, read
     * @param last version at which the type changed last
     * @param max most ids in the answer; 0 for no limit
     * @param text how positions are told
     */
    record Asked(String state, Position since, long last, int max, Function<Position, String> text) {}

    static Changes changes(Rows rows, Head head, Asked asked, Filter filter) {
        Position since = checked(head, asked.last, asked.since, asked.state);
        if (since.version() >= asked.last)
            return new Changes(asked.state, asked.state, false, List.of(), List.of(), List.of(), Set.of());
        Map<Long, Kind> sum = new LinkedHashMap<>();
        Position[] stopped = {null};
        read(rows, head, since, (version, index, entry) -> {
            List<LogEntry> shown = filter.shown(entry);
            if (asked.max > 0 && sum.size() + fresh(shown, sum) > asked.max) {
                // What one entry brings cannot be told in part.
                if (sum.isEmpty()) throw cannot(asked.state);
                stopped[0] = new Position(version - 1, index);
                return false;
            }
            for (LogEntry e : shown) join(sum, e.id(), e.kind());
            return true;
        });
        boolean more = stopped[0] != null;
        Position end = more ? stopped[0] : new Position(asked.last, 0);
        return answer(asked.state, asked.text.apply(end), more, sum);
    }

    private static int fresh(List<LogEntry> shown, Map<Long, Kind> sum) {
        int fresh = 0;
        for (LogEntry e : shown) if (!sum.containsKey(e.id())) fresh++;
        return fresh;
    }

    private static void join(Map<Long, Kind> sum, long id, Kind kind) {
        Kind before = sum.get(id);
        if (before == null) {
            sum.put(id, kind);
        } else if (kind == Kind.DESTROYED) {
            if (before == Kind.CREATED) sum.remove(id);
            else sum.put(id, Kind.DESTROYED);
        } else if (kind == Kind.CREATED) {
            // Seen, then not, then seen again: for this reader it changed.
            sum.put(id, before == Kind.DESTROYED ? Kind.UPDATED : before);
        } else if (before == Kind.COUNTS) {
            sum.put(id, kind);
        }
    }

    private static Changes answer(String from, String to, boolean more, Map<Long, Kind> sum) {
        var created = new ArrayList<Long>();
        var updated = new ArrayList<Long>();
        var destroyed = new ArrayList<Long>();
        var counts = new HashSet<Long>();
        sum.forEach((id, kind) -> {
            switch (kind) {
                case CREATED -> created.add(id);
                case DESTROYED -> destroyed.add(id);
                case COUNTS -> {
                    updated.add(id);
                    counts.add(id);
                }
                case UPDATED -> updated.add(id);
            }
        });
        return new Changes(from, to, more, created, updated, destroyed, counts);
    }

    private States() {}
}
