// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Engine.Page;
import posthouse.store.engine.Row;
import posthouse.store.engine.Snapshot;
import posthouse.store.row.Rows;

/** Rows as committed. */
record SnapshotRows(Snapshot snapshot) implements Rows {
    @Override
    public Optional<Bytes> get(Bytes key) {
        return snapshot.get(key);
    }

    @Override
    public Map<Bytes, Bytes> getAll(List<Bytes> keys) {
        return keys.isEmpty() ? Map.of() : snapshot.getAll(keys);
    }

    @Override
    public Page<Row> page(Bytes from, Bytes to, int limit) {
        return snapshot.page(from, to, false, limit);
    }
}
