// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.engine.rocksdb.RocksEngineOptions;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Engine;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;
import posthouse.testkit.engine.Commits;

/**
 * Do readers who wait for the disk stop other virtual threads? {@code prepare DIRECTORY} writes data that no cache holds;
 * {@code run DIRECTORY SECONDS READERS} reads it while a bystander sleeps 1 ms again and again, and prints how late it
 * woke. Run the second one under {@code strace --seccomp-bpf -f -e trace=pread64 -e inject=pread64:delay_enter=10000}.
 */
public final class ReadBench {
    private static final Clock CLOCK = Clock.system();
    private static final int ROWS = 40_000;
    private static final int BLOBS = 2_000;

    private ReadBench() {}

    public static void main(String[] args) throws Exception {
        var options = new RocksEngineOptions(1L << 20, 4L << 20, 4L << 20, 32, 1L << 20, true, Optional.empty());
        try (var engine = RocksEngine.open(Path.of(args[1]), options, CLOCK, new SplittableRandom(1))) {
            if (args[0].equals("prepare")) prepare(engine);
            else run(engine, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        }
    }

    private static void prepare(Engine engine) {
        var random = new SplittableRandom(2);
        var account = engine.account(new AccountId(1));
        var stamp = Stamp.NONE;
        for (int at = 0; at < ROWS; at += 1000) {
            var commits = Commits.from(stamp);
            for (int i = at; i < at + 1000; i++) {
                byte[] value = new byte[1500];
                random.nextBytes(value);
                commits.put(Commits.bytes("row" + i), new Bytes(value));
            }
            var outcome = account.commit(commits.build(random), Deadline.in(Duration.ofSeconds(30), CLOCK));
            if (!(outcome instanceof Outcome.Applied applied)) throw new IllegalStateException(outcome.toString());
            stamp = applied.stamp();
        }
        for (int i = 0; i < BLOBS; i++) {
            byte[] content = new byte[8000];
            random.nextBytes(content);
            engine.blobs().put(new BlobId(i), new Bytes(content));
        }
    }

    private static void run(Engine engine, int seconds, int readers) throws InterruptedException {
        var stop = new AtomicBoolean();
        var reads = new AtomicLong();
        var done = new CountDownLatch(readers + 1);
        for (int r = 0; r < readers; r++) {
            int number = r;
            Thread.ofVirtual().start(() -> {
                try {
                    read(engine, number, stop, reads);
                } finally {
                    done.countDown();
                }
            });
        }
        var late = new ArrayList<Long>();
        Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                long begin = CLOCK.nanos();
                CLOCK.pause(Duration.ofMillis(1));
                late.add(CLOCK.nanos() - begin);
            }
            done.countDown();
        });
        CLOCK.pause(Duration.ofSeconds(seconds));
        stop.set(true);
        done.await();
        long[] times = late.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(times);
        if (times.length == 0) {
            System.out.println(
                    readers + " readers: " + reads.get() / seconds + " reads/s; no other virtual thread ever ran");
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%d readers: %d reads/s; a sleep of 1 ms took p50 %.1f ms, p99 %.1f ms, max %.1f ms (%d sleeps)%n",
                readers,
                reads.get() / seconds,
                times[times.length / 2] / 1e6,
                times[(int) (times.length * 0.99)] / 1e6,
                times[times.length - 1] / 1e6,
                times.length);
    }

    private static void read(Engine engine, int number, AtomicBoolean stop, AtomicLong reads) {
        var random = new SplittableRandom(number);
        while (!stop.get()) {
            if (random.nextInt(4) == 0) {
                try (var in = engine.blobs().open(new BlobId(random.nextInt(BLOBS)), 0, 8000)) {
                    if (in.readAllBytes().length != 8000) throw new IllegalStateException("a short blob");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            } else {
                try (var snapshot = engine.account(new AccountId(1)).snapshot()) {
                    var key = Commits.bytes("row" + random.nextInt(ROWS));
                    if (snapshot.get(key).isEmpty()) throw new IllegalStateException("a row is missing");
                }
            }
            reads.incrementAndGet();
        }
    }
}
