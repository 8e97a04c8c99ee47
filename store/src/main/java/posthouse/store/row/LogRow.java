// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.ArrayList;
import java.util.List;
import posthouse.store.engine.Bytes;

/** The {@code L} rows of a version: a head with the first entries, and more rows when they do not fit. */
public final class LogRow {
    private static final int FORMAT = 1;
    private static final int ROW = 60 << 10;

    /** Head of a version. */
    public record Head(long nonce, long time, String actor) {}

    /** Values of the rows of a version, the head first. */
    public static List<Bytes> write(Head head, List<LogEntry> entries) {
        var rows = new ArrayList<Bytes>(1);
        Out out = new Out(FORMAT, 64 + 80 * Math.min(entries.size(), 700))
                .fixed(head.nonce)
                .fixed(head.time)
                .text(head.actor);
        for (LogEntry entry : entries) {
            if (out.length() > ROW) {
                rows.add(out.done());
                out = new Out(FORMAT, ROW);
            }
            entry.write(out);
        }
        rows.add(out.done());
        return rows;
    }

    /** Reads a head's own part. */
    public static Head head(Bytes value) {
        In in = new In(value, FORMAT);
        return new Head(in.fixed(), in.fixed(), in.text());
    }

    /** Reads the entries of one row, head or not. */
    public static void entries(Bytes value, boolean isHead, long version, List<LogEntry> into) {
        In in = new In(value, FORMAT);
        if (isHead) {
            in.fixed();
            in.fixed();
            in.bytes();
        }
        while (in.more()) into.add(LogEntry.read(in, version));
    }

    private LogRow() {}
}
