// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.AccountRows;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Commit.BlobPut;
import posthouse.store.engine.Commit.Op;
import posthouse.store.engine.CommitRules;
import posthouse.store.engine.EngineRows;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Snapshot;
import posthouse.store.engine.Stamp;

/** One account in the heap. Open snapshots get what a commit overwrites, so a snapshot costs nothing when it is taken. */
final class MemoryAccount implements AccountRows {
    private final MemoryEngine engine;
    private final ReentrantLock lock;
    private final TreeMap<Bytes, Bytes> rows;
    private final List<MemorySnapshot> snapshots = new ArrayList<>();

    MemoryAccount(MemoryEngine engine) {
        this(engine, new ReentrantLock(), new TreeMap<>());
    }

    private MemoryAccount(MemoryEngine engine, ReentrantLock lock, TreeMap<Bytes, Bytes> rows) {
        this.engine = engine;
        this.lock = lock;
        this.rows = rows;
    }

    MemoryAccount movedTo(MemoryEngine next) {
        return new MemoryAccount(next, lock, rows);
    }

    @Override
    public Stamp stamp() {
        engine.requireOpen();
        lock.lock();
        try {
            return current();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Snapshot snapshot() {
        engine.requireOpen();
        lock.lock();
        try {
            var snapshot = new MemorySnapshot(engine, lock, rows, current());
            snapshots.add(snapshot);
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Outcome commit(Commit commit, Deadline deadline) {
        engine.requireOpen();
        CommitRules.check(commit, engine.limits());
        if (deadline.passed(engine.clock()))
            throw new Refused(new Failure.TimedOut(KB.STORE_SLOW, "commit", java.time.Duration.ZERO));
        lock.lock();
        try {
            var actual = current();
            if (!actual.equals(commit.expected())) return new Outcome.Conflict(actual);
            for (Op op : commit.ops())
                if (op instanceof Op.AssertAbsent absent && rows.containsKey(absent.key()))
                    return new Outcome.Conflict(actual);
            for (BlobPut blob : commit.blobs()) engine.memoryBlobs().store(blob.id(), blob.content());
            snapshots.removeIf(MemorySnapshot::over);
            for (Op op : commit.ops()) apply(op);
            return new Outcome.Applied(new Stamp(commit.next(), commit.nonce()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Outcome resolve(Commit commit, Deadline deadline) {
        engine.requireOpen();
        lock.lock();
        try {
            var actual = current();
            var wanted = new Stamp(commit.next(), commit.nonce());
            if (actual.equals(wanted)) return new Outcome.Applied(wanted);
            var head = rows.get(EngineRows.logHead(commit.next()));
            if (actual.version() > commit.next() && head != null && EngineRows.nonce(head) == commit.nonce())
                return new Outcome.Applied(wanted);
            return new Outcome.Conflict(actual);
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return rows.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void apply(Op op) {
        if (op instanceof Op.AssertAbsent) return;
        var before = Optional.ofNullable(rows.get(op.key()));
        for (var snapshot : snapshots) snapshot.keep(op.key(), before);
        if (op instanceof Op.Put put) rows.put(put.key(), put.value());
        else rows.remove(op.key());
    }

    private Stamp current() {
        var row = rows.get(EngineRows.STAMP);
        return row == null ? Stamp.NONE : EngineRows.stamp(row);
    }
}
