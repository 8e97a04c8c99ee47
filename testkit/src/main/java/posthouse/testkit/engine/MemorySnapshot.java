// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.CommitRules;
import posthouse.store.engine.Engine;
import posthouse.store.engine.Row;
import posthouse.store.engine.Snapshot;
import posthouse.store.engine.Stamp;

/** The account's rows, with those that were overwritten since laid over them. */
final class MemorySnapshot implements Snapshot {
    private final MemoryEngine engine;
    private final ReentrantLock lock;
    private final NavigableMap<Bytes, Bytes> rows;
    private final TreeMap<Bytes, Optional<Bytes>> overwritten = new TreeMap<>();
    private final Stamp stamp;
    private final Instant since;
    private final Deadline end;
    private volatile boolean closed;

    MemorySnapshot(MemoryEngine engine, ReentrantLock lock, NavigableMap<Bytes, Bytes> rows, Stamp stamp) {
        this.engine = engine;
        this.lock = lock;
        this.rows = rows;
        this.stamp = stamp;
        this.since = engine.clock().now();
        this.end = Deadline.in(engine.limits().snapshot(), engine.clock());
    }

    @Override
    public Stamp stamp() {
        return stamp;
    }

    @Override
    public Optional<Bytes> get(Bytes key) {
        lock.lock();
        try {
            requireAlive();
            return Optional.ofNullable(value(key));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<Bytes, Bytes> getAll(List<Bytes> keys) {
        lock.lock();
        try {
            requireAlive();
            var found = new HashMap<Bytes, Bytes>();
            for (Bytes key : keys) {
                var value = value(key);
                if (value != null) found.put(key, value);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Engine.Page<Row> page(Bytes from, Bytes to, boolean reverse, int limit) {
        if (from.compareTo(to) >= 0) return new Engine.Page<>(List.of(), false);
        lock.lock();
        try {
            requireAlive();
            var found = new ArrayList<Row>();
            long bytes = 0;
            var now = keys(rows, from, to, reverse);
            var then = keys(overwritten, from, to, reverse);
            var a = now.iterator();
            var b = then.iterator();
            Bytes x = a.hasNext() ? a.next() : null;
            Bytes y = b.hasNext() ? b.next() : null;
            while (x != null || y != null) {
                int order = x == null ? 1 : y == null ? -1 : reverse ? y.compareTo(x) : x.compareTo(y);
                Bytes key = order <= 0 ? java.util.Objects.requireNonNull(x) : java.util.Objects.requireNonNull(y);
                if (order <= 0) x = a.hasNext() ? a.next() : null;
                if (order >= 0) y = b.hasNext() ? b.next() : null;
                var value = value(key);
                if (value == null) continue;
                if (found.size() >= limit || bytes > CommitRules.PAGE_BYTES) return new Engine.Page<>(found, true);
                bytes += key.array().length + value.array().length;
                found.add(new Row(key, value));
            }
            return new Engine.Page<>(found, false);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Called under the lock, with what stood there before a commit. */
    void keep(Bytes key, Optional<Bytes> before) {
        overwritten.putIfAbsent(key, before);
    }

    boolean over() {
        return closed || end.passed(engine.clock());
    }

    private static <T> NavigableSet<Bytes> keys(NavigableMap<Bytes, T> map, Bytes from, Bytes to, boolean reverse) {
        var range = map.subMap(from, true, to, false);
        return reverse ? range.descendingKeySet() : range.navigableKeySet();
    }

    private @Nullable Bytes value(Bytes key) {
        var old = overwritten.get(key);
        return old == null ? rows.get(key) : old.orElse(null);
    }

    private void requireAlive() {
        engine.requireOpen();
        if (closed) throw new IllegalStateException("the snapshot is closed");
        if (end.passed(engine.clock()))
            throw new Refused(new Failure.Expired(KB.SNAPSHOT_OVER, "snapshot", since, "a snapshot lives 5 seconds"));
    }
}
