// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static posthouse.testkit.engine.Commits.bytes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import posthouse.base.AccountId;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Row;
import posthouse.store.engine.Stamp;

/** What holds under many writers and many rows. */
public interface LoadContract {
    EngineRig rig();

    @Test
    default void sixtyFourWritersOfOneAccountGetDistinctVersions() throws InterruptedException {
        var id = rig().freshAccount();
        var versions = new ConcurrentLinkedQueue<Long>();
        var conflicts = new AtomicInteger();
        int writers = 64;
        int each = 8;
        inParallel(writers, n -> {
            var random = new SplittableRandom(n);
            for (int done = 0; done < each; ) {
                var commit = Commits.from(rig().account(id).stamp())
                        .put("w/" + n + "/" + done, "x")
                        .build(random);
                switch (rig().commit(id, commit)) {
                    case Outcome.Applied applied -> {
                        versions.add(applied.stamp().version());
                        done++;
                    }
                    case Outcome.Conflict conflict -> conflicts.incrementAndGet();
                    case Outcome.Unknown unknown -> throw new AssertionError("no fault was injected");
                }
            }
        });
        assertEquals(writers * each, new HashSet<>(versions).size());
        assertEquals(writers * each, rig().account(id).stamp().version());
        try (var snapshot = rig().account(id).snapshot()) {
            assertEquals(
                    writers * each,
                    snapshot.page(bytes("w/"), bytes("w0"), false, 10_000)
                            .items()
                            .size());
        }
    }

    @Test
    default void aLeaderCommitsWaitingWorksAsOneBatchWithTheirVersions() throws InterruptedException {
        var id = rig().freshAccount();
        var waiting = new ArrayList<Integer>();
        var versions = new ConcurrentLinkedQueue<Long>();
        var lock = new java.util.concurrent.locks.ReentrantLock();
        var random = new SplittableRandom(7);
        var queue = new ConcurrentLinkedQueue<Integer>();
        for (int i = 0; i < 512; i++) queue.add(i);
        inParallel(64, n -> {
            while (!queue.isEmpty()) {
                lock.lock();
                try {
                    waiting.clear();
                    for (Integer work; waiting.size() < 16 && (work = queue.poll()) != null; ) waiting.add(work);
                    if (waiting.isEmpty()) return;
                    var stamp = rig().account(id).stamp();
                    var commits = Commits.from(stamp).works(waiting.size());
                    for (int work : waiting) commits.put("w/" + work, "x");
                    assertInstanceOf(Outcome.Applied.class, rig().commit(id, commits.build(random)));
                    for (int i = 1; i <= waiting.size(); i++) versions.add(stamp.version() + i);
                } finally {
                    lock.unlock();
                }
            }
        });
        assertEquals(512, new HashSet<>(versions).size());
        assertEquals(512, rig().account(id).stamp().version());
    }

    @Test
    default void manyAccountsCommitSideBySide() throws InterruptedException {
        var ids = new ArrayList<AccountId>();
        for (int i = 0; i < 32; i++) ids.add(rig().freshAccount());
        inParallel(32, n -> {
            var random = new SplittableRandom(n);
            var stamp = Stamp.NONE;
            for (int i = 0; i < 25; i++) {
                var outcome = rig().commit(
                                ids.get(n),
                                Commits.from(stamp)
                                        .absent("k" + i)
                                        .put("k" + i, "v")
                                        .build(random));
                stamp = assertInstanceOf(Outcome.Applied.class, outcome).stamp();
            }
        });
        for (var id : ids) assertEquals(25, rig().account(id).stamp().version());
    }

    @Test
    default void aSnapshotNeverSeesHalfACommit() throws InterruptedException {
        var id = rig().freshAccount();
        rig().apply(id, both(Stamp.NONE, 0));
        var stop = new CountDownLatch(1);
        var failures = new ConcurrentLinkedQueue<String>();
        var readers = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++)
            readers.add(Thread.ofVirtual().start(() -> {
                while (stop.getCount() > 0) {
                    try (var snapshot = rig().account(id).snapshot()) {
                        var one = snapshot.get(bytes("one"));
                        var two = snapshot.get(bytes("two"));
                        var expected = bytes(Long.toString(snapshot.stamp().version() - 1));
                        if (!one.equals(two) || !one.orElseThrow().equals(expected)) failures.add(one + " " + two);
                    }
                }
            }));
        var stamp = rig().account(id).stamp();
        for (int i = 1; i <= 300; i++) stamp = rig().apply(id, both(stamp, i));
        stop.countDown();
        for (var reader : readers) reader.join();
        assertEquals(List.of(), List.copyOf(failures));
    }

    private static Commits both(Stamp stamp, int n) {
        return Commits.from(stamp).put("one", Integer.toString(n)).put("two", Integer.toString(n));
    }

    @Test
    default void aLargeAccountIsReadByPagesInOrder() {
        readByPages(50_000);
    }

    @Test
    @Tag("night")
    default void anAccountOfAMillionRowsIsReadByPagesInOrder() {
        readByPages(1_000_000);
    }

    private void readByPages(int rows) {
        var id = rig().freshAccount();
        var stamp = Stamp.NONE;
        for (int at = 0; at < rows; at += 5000) {
            var commits = Commits.from(stamp);
            for (int i = at; i < Math.min(rows, at + 5000); i++) commits.put(key(i), key(i));
            stamp = rig().apply(id, commits);
        }
        int seen = 0;
        for (Bytes from = key(0); ; ) {
            List<Row> page;
            boolean more;
            try (var snapshot = rig().account(id).snapshot()) {
                var answer = snapshot.page(from, bytes("l"), false, 1000);
                page = answer.items();
                more = answer.more();
            }
            for (Row row : page) assertEquals(key(seen++), row.key());
            if (!more) break;
            from = key(seen);
        }
        assertEquals(rows, seen);
    }

    private static Bytes key(int i) {
        return new Bytes(ByteBuffer.allocate(5).put((byte) 'k').putInt(i).array());
    }

    /** What each of several threads does. */
    interface Numbered {
        void run(int number);
    }

    /** Runs it on that many virtual threads and waits for all. */
    static void inParallel(int threads, Numbered work) throws InterruptedException {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var started = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            started.add(Thread.ofVirtual().start(() -> {
                try {
                    work.run(number);
                } catch (RuntimeException | Error e) {
                    failures.add(e);
                }
            }));
        }
        for (var thread : started) thread.join();
        if (!failures.isEmpty()) throw new AssertionError(failures.size() + " threads failed", failures.peek());
    }
}
