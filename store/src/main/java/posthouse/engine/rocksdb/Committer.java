// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

/**
 * Takes the waiting commits of all accounts, writes them as one batch with one flush of the disk, and completes them in
 * order. Runs on a platform thread of its own; a caller on a platform thread who finds nobody waiting writes by itself.
 */
final class Committer implements AutoCloseable {
    private static final int WAITING = 1024;
    private static final int GROUP = 256;
    private static final int GROUP_BYTES = 1 << 20;
    private static final int KNOWN_STAMPS = 1 << 16;
    private static final int SPINS = 200;

    private final RocksEngine engine;
    private final Clock clock;
    private final ArrayBlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING);
    private final ReentrantLock leader = new ReentrantLock();
    private final Map<AccountId, Stamp> known = new ConcurrentHashMap<>();
    private final Thread thread;
    private @Nullable WriteBatch batch;

    /** What did not fit into the last group; only the committer's own thread touches it. */
    private @Nullable Waiting carried;

    private volatile boolean closing;

    Committer(RocksEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("store-commit").start(this::run);
    }

    /** The newest durable stamp, when it is known without a read. */
    @Nullable
    Stamp knownStamp(AccountId account) {
        return known.get(account);
    }

    /** After reopening: what was known may not be so. */
    void forget() {
        known.clear();
    }

    /** Waits for the end of the work. Unknown when the deadline passes during the write. */
    Outcome submit(Waiting work, Deadline deadline) {
        if (!Thread.currentThread().isVirtual() && queue.isEmpty() && leader.tryLock()) {
            try {
                group(work, false);
            } finally {
                leader.unlock();
            }
            return work.result();
        }
        enqueue(work, deadline);
        return await(work, deadline);
    }

    private void enqueue(Waiting work, Deadline deadline) {
        boolean taken = false;
        try {
            taken = queue.offer(work) || queue.offer(work, deadline.left(clock).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!taken) throw new Refused(new Failure.Busy(KB.STORE_SLOW, "commits", Duration.ofSeconds(1)));
        if (closing && !thread.isAlive()) refuseAll();
    }

    private void refuseAll() {
        for (Waiting late; (late = queue.poll()) != null; ) if (late.begin()) late.refuse(engine.refusal());
    }

    private Outcome await(Waiting work, Deadline deadline) {
        boolean interrupted = false;
        try {
            while (work.state() != Waiting.State.DONE) {
                long left = deadline.left(clock).toNanos();
                if (left == 0 || interrupted) {
                    if (work.abandon()) throw new Refused(new Failure.TimedOut(KB.STORE_SLOW, "commit", Duration.ZERO));
                    if (left == 0) return engine.unknown(work);
                }
                LockSupport.parkNanos(work, left);
                interrupted |= Thread.interrupted();
            }
            return work.result();
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            var first = next();
            if (first == null) return;
            leader.lock();
            try {
                group(first, true);
            } finally {
                leader.unlock();
            }
        }
    }

    /** The next work; null when closed and nothing waits. Spins a moment: waking a thread costs more than a small commit. */
    private @Nullable Waiting next() {
        if (carried != null) {
            var next = carried;
            carried = null;
            return next;
        }
        for (int i = 0; i < SPINS; i++) {
            var next = queue.poll();
            if (next != null) return next;
            Thread.onSpinWait();
        }
        while (true) {
            try {
                var next = queue.poll(200, TimeUnit.MILLISECONDS);
                if (next != null) return next;
                if (closing) return null;
            } catch (InterruptedException e) {
                if (closing) return queue.poll();
            }
        }
    }

    private void group(Waiting first, boolean withOthers) {
        var members = members(first, withOthers);
        if (members.isEmpty()) return;
        var database = members.getFirst().database;
        if (!engine.isCurrent(database) || !database.shared.enter()) {
            members.forEach(w -> w.refuse(engine.refusal()));
            return;
        }
        try {
            write(database, members);
        } catch (RuntimeException e) {
            for (Waiting w : members) if (w.state() == Waiting.State.WRITING) w.refuse(e);
        } finally {
            database.shared.exit();
        }
    }

    /** All of one opening of the files, bounded in number and bytes. */
    private List<Waiting> members(Waiting first, boolean withOthers) {
        var members = new ArrayList<Waiting>();
        long bytes = 0;
        for (Waiting next = first; next != null; next = withOthers ? queue.poll() : null) {
            boolean fits = members.isEmpty()
                    || bytes + next.bytes <= GROUP_BYTES && next.database == members.getFirst().database;
            if (!fits) {
                carried = next;
                break;
            }
            if (next.begin()) {
                members.add(next);
                bytes += next.bytes;
            }
            if (members.size() == GROUP) break;
        }
        return members;
    }

    private void write(Database database, List<Waiting> members) {
        if (known.size() > KNOWN_STAMPS) known.clear();
        var group = new Group(database, known, emptyBatch());
        var ends = new ArrayList<@Nullable Object>(members.size());
        for (Waiting w : members) {
            try {
                ends.add(w.join(group));
            } catch (RocksDBException e) {
                ends.add(Faults.ofRead(e));
            }
        }
        try {
            if (!group.isEmpty()) group.write();
        } catch (RocksDBException e) {
            engine.failed(database, e);
            for (int i = 0; i < members.size(); i++) lost(members.get(i), ends.get(i), group);
            return;
        }
        known.putAll(group.stamps());
        for (int i = 0; i < members.size(); i++) {
            switch (ends.get(i)) {
                case null -> members.get(i).complete(members.get(i).applied());
                case Outcome end -> members.get(i).complete(end);
                case RuntimeException refusal -> members.get(i).refuse(refusal);
                default -> throw new IllegalStateException();
            }
        }
    }

    private void lost(Waiting work, @Nullable Object end, Group group) {
        if (end == null && work instanceof RowWork row) {
            row.proof = group.stamps().get(row.account);
            work.complete(engine.unknown(work));
        } else if (end instanceof RuntimeException refusal) {
            work.refuse(refusal);
        } else {
            work.refuse(engine.refusal());
        }
    }

    private WriteBatch emptyBatch() {
        if (batch != null && batch.getDataSize() > 2L * GROUP_BYTES) {
            batch.close();
            batch = null;
        }
        if (batch == null) batch = new WriteBatch(GROUP_BYTES);
        batch.clear();
        return batch;
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        refuseAll();
        leader.lock();
        try {
            if (batch != null) batch.close();
            batch = null;
        } finally {
            leader.unlock();
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
