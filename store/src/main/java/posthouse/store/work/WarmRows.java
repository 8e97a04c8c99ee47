// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit.Op;
import posthouse.store.engine.Engine.Page;
import posthouse.store.engine.Row;
import posthouse.store.engine.Stamp;
import posthouse.store.key.Tag;
import posthouse.store.row.Rows;

/** The few rows that nearly every work of an account reads, kept from one batch to the next. Only the leader uses it. */
final class WarmRows {
    private static final int MOST = 64;

    private final Map<Bytes, Optional<Bytes>> kept = new HashMap<>();
    private Stamp at = Stamp.NONE;

    /** Rows of a snapshot, which asks here first. */
    Rows over(Rows snapshot, Stamp stamp) {
        if (!stamp.equals(at)) kept.clear();
        at = stamp;
        return new Reading(snapshot);
    }

    /** A commit was applied. */
    void applied(List<Op> ops, Stamp stamp) {
        at = stamp;
        for (Op op : ops) {
            if (!worth(op.key())) continue;
            switch (op) {
                case Op.Put put -> keep(put.key(), Optional.of(put.value()));
                case Op.Delete delete -> keep(delete.key(), Optional.empty());
                case Op.AssertAbsent ignored -> {}
            }
        }
    }

    /** Nothing is known of what is stored. */
    void forget() {
        kept.clear();
        at = Stamp.NONE;
    }

    private void keep(Bytes key, Optional<Bytes> value) {
        if (kept.size() >= MOST) kept.clear();
        kept.put(key, value);
    }

    private static boolean worth(Bytes key) {
        byte tag = key.array()[0];
        return tag == Tag.HEAD.letter()
                || tag == Tag.MAILBOX.letter()
                || tag == Tag.SPEC.letter()
                || tag == Tag.KEYWORDS.letter();
    }

    private final class Reading implements Rows {
        private final Rows snapshot;

        Reading(Rows snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public Optional<Bytes> get(Bytes key) {
            if (!worth(key)) return snapshot.get(key);
            Optional<Bytes> known = kept.get(key);
            if (known != null) return known;
            Optional<Bytes> value = snapshot.get(key);
            keep(key, value);
            return value;
        }

        @Override
        public Map<Bytes, Bytes> getAll(List<Bytes> keys) {
            return snapshot.getAll(keys);
        }

        @Override
        public Page<Row> page(Bytes from, Bytes to, int limit) {
            return snapshot.page(from, to, limit);
        }
    }
}
