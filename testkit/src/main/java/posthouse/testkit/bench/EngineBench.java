// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
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
 * Commits a second of the embedded engine: each one blob of 4 KB and six rows, flushed before the answer.
 * Arguments: directory, seconds for each line, and perhaps a number of writers to measure only those.
 */
public final class EngineBench {
    private static final Clock CLOCK = Clock.system();
    private static final int BLOB = 4 << 10;

    private EngineBench() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int seconds = Integer.parseInt(args[1]);
        if (args.length > 2) {
            int writers = Integer.parseInt(args[2]);
            run(writers + " virtual threads", directory, writers, true, 0, seconds);
            return;
        }
        run("1 platform thread", directory, 1, false, 0, seconds);
        run("1 virtual thread", directory, 1, true, 0, seconds);
        run("8 virtual threads", directory, 8, true, 0, seconds);
        run("64 virtual threads", directory, 64, true, 0, seconds);
        run("64 virtual threads, 1-MiB blobs beside", directory, 64, true, 2, seconds);
    }

    private static void run(String name, Path directory, int writers, boolean virtual, int large, int seconds)
            throws IOException, InterruptedException {
        wipe(directory);
        try (var engine = RocksEngine.open(directory, RocksEngineOptions.standard(), CLOCK, new SplittableRandom(1))) {
            var stop = new AtomicBoolean();
            var count = new AtomicLong();
            var largeCount = new AtomicLong();
            var done = new CountDownLatch(writers + large);
            long end = CLOCK.nanos() + Duration.ofSeconds(seconds).toNanos();
            var latencies = new ArrayList<long[]>();
            for (int i = 0; i < writers + large; i++) {
                boolean big = i >= writers;
                var times = new long[big ? 0 : 1 << 13];
                if (!big) latencies.add(times);
                var counter = big ? largeCount : count;
                int number = i;
                Runnable work = () -> {
                    try {
                        write(engine, number, big ? 1 << 20 : BLOB, stop, counter, times);
                    } finally {
                        done.countDown();
                    }
                };
                if (virtual) Thread.ofVirtual().start(work);
                else Thread.ofPlatform().start(work);
            }
            long begin = CLOCK.nanos();
            CLOCK.pause(Duration.ofNanos(end - begin));
            stop.set(true);
            done.await();
            double took = (CLOCK.nanos() - begin) / 1e9;
            report(name, count.get() / took, largeCount.get() / took, latencies);
        }
    }

    private static void report(String name, double rate, double largeRate, ArrayList<long[]> latencies) {
        long[] all = latencies.stream()
                .flatMapToLong(Arrays::stream)
                .filter(t -> t > 0)
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%-42s %8.0f commits/s  p50 %6.2f ms  p99 %6.2f ms  max %7.2f ms%s%n",
                name,
                rate,
                all[all.length / 2] / 1e6,
                all[(int) (all.length * 0.99)] / 1e6,
                all[all.length - 1] / 1e6,
                largeRate > 0 ? String.format(Locale.ROOT, "  beside %.0f MiB/s", largeRate) : "");
    }

    private static void write(Engine engine, int number, int size, AtomicBoolean stop, AtomicLong count, long[] times) {
        var random = new SplittableRandom(number);
        var account = engine.account(new AccountId(number + 1));
        var stamp = Stamp.NONE;
        byte[] content = new byte[size];
        random.nextBytes(content);
        byte[] row = new byte[120];
        for (int n = 0; !stop.get(); n++) {
            long begin = CLOCK.nanos();
            var commit = Commits.from(stamp).blob(BlobId.fresh(random), content);
            for (int r = 0; r < 4; r++) commit.put(Commits.bytes("M/" + r + "/" + n), new Bytes(row));
            var outcome = account.commit(commit.build(random), Deadline.in(Duration.ofSeconds(30), CLOCK));
            if (!(outcome instanceof Outcome.Applied applied)) throw new IllegalStateException(outcome.toString());
            stamp = applied.stamp();
            if (n < times.length) times[n] = CLOCK.nanos() - begin;
            count.incrementAndGet();
        }
    }

    private static void wipe(Path directory) throws IOException {
        if (Files.notExists(directory)) return;
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
