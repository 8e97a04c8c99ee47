// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import posthouse.store.engine.Bytes;

/**
 * An {@code S} row: which uids of a mailbox somebody has read, as ranges.
 *
 * @param modseq version that changed it last
 * @param ranges last uid by first uid, apart from each other
 */
public record SeenRow(long modseq, NavigableMap<Long, Long> ranges) {
    private static final int FORMAT = 1;
    /** More would not fit into a row; the gaps of the oldest are then closed. */
    private static final int MOST = 16_000;

    public static final SeenRow NONE = new SeenRow(0, new TreeMap<>());

    public static SeenRow read(Bytes value) {
        In in = new In(value, FORMAT);
        long modseq = in.number();
        // Whether they subscribed, one day.
        in.octet();
        var ranges = new TreeMap<Long, Long>();
        long at = 0;
        for (int n = in.count(); n > 0; n--) {
            long first = at + in.number();
            long last = first + in.number();
            ranges.put(first, last);
            at = last;
        }
        return new SeenRow(modseq, ranges);
    }

    public Bytes write() {
        Out out =
                new Out(FORMAT, 16 + 4 * ranges.size()).number(modseq).octet(0).number(ranges.size());
        long at = 0;
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            out.number(range.getKey() - at).number(range.getValue() - range.getKey());
            at = range.getValue();
        }
        return out.done();
    }

    public boolean contains(long uid) {
        Map.Entry<Long, Long> range = ranges.floorEntry(uid);
        return range != null && uid <= range.getValue();
    }

    /** With a range of uids read. */
    public SeenRow with(long first, long last, long version) {
        var next = new TreeMap<>(ranges);
        add(next, first, last);
        return bounded(next, version);
    }

    /** With these uids read, and no other. */
    public SeenRow with(Collection<Long> uids, long version) {
        var next = new TreeMap<>(ranges);
        for (long uid : uids) add(next, uid, uid);
        return bounded(next, version);
    }

    private static void add(TreeMap<Long, Long> next, long first, long last) {
        long from = first;
        long to = last;
        Map.Entry<Long, Long> left = next.floorEntry(from);
        if (left != null && left.getValue() >= from - 1) from = left.getKey();
        for (Map.Entry<Long, Long> at = next.ceilingEntry(from);
                at != null && at.getKey() <= to + 1;
                at = next.ceilingEntry(from)) {
            to = Math.max(to, at.getValue());
            next.remove(at.getKey());
        }
        next.put(from, to);
    }

    private static SeenRow bounded(TreeMap<Long, Long> next, long version) {
        while (next.size() > MOST) {
            Map.Entry<Long, Long> oldest = next.pollFirstEntry();
            Map.Entry<Long, Long> after = next.pollFirstEntry();
            next.put(oldest.getKey(), after.getValue());
        }
        return new SeenRow(version, next);
    }

    /** With this uid not read. */
    public SeenRow without(long uid, long version) {
        var next = new TreeMap<>(ranges);
        Map.Entry<Long, Long> range = next.floorEntry(uid);
        if (range == null || range.getValue() < uid) return this;
        next.remove(range.getKey());
        if (range.getKey() < uid) next.put(range.getKey(), uid - 1);
        if (uid < range.getValue()) next.put(uid + 1, range.getValue());
        return new SeenRow(version, next);
    }
}
