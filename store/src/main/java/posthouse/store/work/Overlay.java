// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit.Op;
import posthouse.store.engine.Engine.Page;
import posthouse.store.engine.Row;
import posthouse.store.row.Rows;

/** Changes over other rows. */
final class Overlay implements Rows {
    private static final int ROW_COST = 16;

    private final Rows below;
    private final TreeMap<Bytes, Optional<Bytes>> changes = new TreeMap<>();
    private final List<Bytes> absent = new ArrayList<>();
    private long bytes;

    Overlay(Rows below) {
        this.below = below;
    }

    void put(Bytes key, Bytes value) {
        change(key, Optional.of(value));
    }

    void delete(Bytes key) {
        change(key, Optional.empty());
    }

    /** The commit shall fail when the key exists. */
    void assertAbsent(Bytes key) {
        absent.add(key);
    }

    private void change(Bytes key, Optional<Bytes> value) {
        bytes += key.array().length + ROW_COST + length(value);
        Optional<Bytes> before = changes.put(key, value);
        if (before != null) bytes -= key.array().length + ROW_COST + length(before);
    }

    private static int length(Optional<Bytes> value) {
        return value.isPresent() ? value.get().array().length : 0;
    }

    /** Takes over what another overlay over this one changed. */
    void absorb(Overlay above) {
        above.changes.forEach(this::change);
        absent.addAll(above.absent);
    }

    boolean isEmpty() {
        return changes.isEmpty() && absent.isEmpty();
    }

    int rows() {
        return changes.size() + absent.size();
    }

    /** About what a commit will write. */
    long bytes() {
        return bytes;
    }

    List<Op> ops() {
        var ops = new ArrayList<Op>(rows());
        for (Bytes key : absent) ops.add(new Op.AssertAbsent(key));
        changes.forEach((key, value) -> ops.add(value.isPresent() ? new Op.Put(key, value.get()) : new Op.Delete(key)));
        return ops;
    }

    @Override
    public Optional<Bytes> get(Bytes key) {
        Optional<Bytes> changed = changes.get(key);
        return changed != null ? changed : below.get(key);
    }

    @Override
    public Map<Bytes, Bytes> getAll(List<Bytes> keys) {
        var found = new HashMap<Bytes, Bytes>();
        var ask = new ArrayList<Bytes>();
        for (Bytes key : keys) {
            Optional<Bytes> changed = changes.get(key);
            if (changed == null) ask.add(key);
            else changed.ifPresent(value -> found.put(key, value));
        }
        if (!ask.isEmpty()) found.putAll(below.getAll(ask));
        return found;
    }

    @Override
    public Page<Row> page(Bytes from, Bytes to, int limit) {
        NavigableMap<Bytes, Optional<Bytes>> own = changes.subMap(from, true, to, false);
        if (own.isEmpty()) return below.page(from, to, limit);
        Page<Row> base = below.page(from, to, limit);
        var merged = new TreeMap<Bytes, Bytes>();
        for (Row row : base.items()) merged.put(row.key(), row.value());
        // Beyond the last row that the page below could show, own rows would hide that rows are missing between.
        NavigableMap<Bytes, Optional<Bytes>> visible =
                base.more() ? own.headMap(base.items().getLast().key(), true) : own;
        visible.forEach((key, value) -> {
            if (value.isPresent()) merged.put(key, value.get());
            else merged.remove(key);
        });
        var rows = new ArrayList<Row>(Math.min(limit, merged.size()));
        for (var e : merged.entrySet()) {
            if (rows.size() == limit) return new Page<>(rows, true);
            rows.add(new Row(e.getKey(), e.getValue()));
        }
        if (!base.more()) return new Page<>(rows, false);
        if (!rows.isEmpty()) return new Page<>(rows, true);
        return page(posthouse.store.key.Keys.justAfter(base.items().getLast().key()), to, limit);
    }
}
