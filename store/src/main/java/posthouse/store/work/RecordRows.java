// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.Records;
import posthouse.store.Slice;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.row.Rows;
import posthouse.store.row.ValueRow;

/** Records in rows. */
final class RecordRows {
    private static final int KIND = 32;
    private static final int KEY = 512;
    private static final int SLICE = 1_000;

    static Optional<byte[]> get(Rows rows, String kind, String key) {
        return rows.get(key(kind, key)).map(ValueRow::read);
    }

    static Slice<Records.Record> list(Rows rows, String kind, String prefix, String after, int limit) {
        Bytes first = key(kind, prefix);
        Bytes from = first;
        if (!after.isEmpty()) {
            Bytes next = Keys.justAfter(key(kind, after));
            if (next.compareTo(from) > 0) from = next;
        }
        Bytes to = Keys.above(first);
        if (from.compareTo(to) >= 0) return new Slice<>(java.util.List.of(), false);
        var page = rows.page(from, to, Math.clamp(limit, 1, SLICE));
        return new Slice<>(
                page.items().stream()
                        .map(row -> new Records.Record(Keys.recordKey(kind, row.key()), ValueRow.read(row.value())))
                        .toList(),
                page.more());
    }

    static Bytes key(String kind, String key) {
        boolean good = !kind.isEmpty()
                && kind.length() <= KIND
                && kind.indexOf('\0') < 0
                && key.getBytes(StandardCharsets.UTF_8).length <= KEY;
        if (!good) throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "record", "its kind or key does not fit"));
        return Keys.record(kind, key);
    }

    static void checkContent(byte[] content) {
        if (content.length > ValueRow.MOST)
            throw new Refused(new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "record", content.length, ValueRow.MOST));
    }

    private RecordRows() {}
}
