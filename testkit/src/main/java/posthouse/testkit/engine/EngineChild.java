// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Refused;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Engine;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

/**
 * A process that writes and notes what was acknowledged, to be killed or to have its system calls fail; and the check of
 * what it left. Arguments: data directory, file for the notes, commits of each of the four writers, seed;
 * and perhaps a kind of {@link FaultPlan} and the number of the engine's call that it hits.
 */
public final class EngineChild {
    private static final int WRITERS = 4;
    private static final Clock CLOCK = Clock.system();

    private EngineChild() {}

    public static void main(String[] args) throws Exception {
        var directory = Path.of(args[0]);
        int commits = Integer.parseInt(args[2]);
        long seed = Long.parseLong(args[3]);
        try (var notes = FileChannel.open(Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var rocks = RocksEngine.open(directory, RocksRig.small(), CLOCK, new SplittableRandom(seed))) {
            var plan = args.length < 6
                    ? FaultPlan.none()
                    : FaultPlan.at(FaultPlan.Kind.valueOf(args[4]), Long.parseLong(args[5]));
            var engine = new FaultyEngine(rocks, plan, CLOCK);
            var end = new AtomicLong(notes.size());
            var threads = new ArrayList<Thread>();
            for (int w = 0; w < WRITERS; w++) {
                int writer = w;
                threads.add(Thread.ofVirtual().start(() -> write(engine, notes, end, writer, commits, seed)));
            }
            for (var thread : threads) thread.join();
        } catch (Refused refused) {
            System.out.println(refused.getMessage());
            System.exit(2);
        }
    }

    private static void write(Engine engine, FileChannel notes, AtomicLong end, int writer, int commits, long seed) {
        var random = new SplittableRandom(seed + writer);
        var rows = engine.account(new AccountId(writer));
        for (int n = 0; n < commits; ) {
            try {
                var stamp = rows.stamp();
                long version = stamp.version() + 1;
                boolean large = version % 16 == 0;
                if (large) stage(engine, blob(writer, version));
                var build =
                        Commits.from(stamp).put("k/" + version, "v" + version).put("last", "v" + version);
                if (!large) build.blob(blob(writer, version), content(writer, version, 3000));
                var commit = build.build(random);
                var outcome = rows.commit(commit, Deadline.in(Duration.ofSeconds(30), CLOCK));
                if (outcome instanceof Outcome.Unknown)
                    outcome = rows.resolve(commit, Deadline.in(Duration.ofSeconds(30), CLOCK));
                if (outcome instanceof Outcome.Applied) note(notes, end, writer + " " + version + "\n");
                n++;
            } catch (Refused refused) {
                n++;
                CLOCK.pause(Duration.ofMillis(20));
            }
        }
    }

    private static void stage(Engine engine, BlobId id) {
        try (var out = engine.blobs().stage(id)) {
            byte[] piece = new byte[Blobs.SMALL / 2 + 7];
            for (int i = 0; i < 3; i++) {
                new SplittableRandom(id.value() + i).nextBytes(piece);
                out.write(piece, 0, piece.length);
            }
            out.finish();
        }
    }

    private static void note(FileChannel notes, AtomicLong end, String line) {
        try {
            var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            notes.write(bytes, end.getAndAdd(bytes.remaining()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BlobId blob(int writer, long version) {
        return new BlobId(writer * 1_000_000L + version);
    }

    private static byte[] content(int writer, long version, int length) {
        byte[] content = new byte[length];
        new SplittableRandom(writer * 31L + version).nextBytes(content);
        return content;
    }

    /** Opens what the process left and says what is wrong with it; nothing when every acknowledged commit is there, whole. */
    public static List<String> check(Path directory, Path notes) throws IOException {
        var acknowledged = new TreeMap<Integer, Long>();
        var wrong = new ArrayList<String>();
        if (Files.exists(notes)) {
            for (String line :
                    Files.readString(notes, StandardCharsets.US_ASCII).split("\n")) {
                var parts = line.trim().split(" ");
                if (parts.length == 2)
                    acknowledged.merge(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Math::max);
            }
        }
        try (var engine = RocksEngine.open(directory, RocksRig.small(), CLOCK, new SplittableRandom(1))) {
            for (int writer = 0; writer < WRITERS; writer++)
                checkAccount(engine, writer, acknowledged.getOrDefault(writer, 0L), wrong);
        }
        return wrong;
    }

    private static void checkAccount(Engine engine, int writer, long acknowledged, List<String> wrong)
            throws IOException {
        var rows = engine.account(new AccountId(writer));
        Stamp stamp;
        try (var snapshot = rows.snapshot()) {
            stamp = snapshot.stamp();
            if (stamp.version() < acknowledged)
                wrong.add("account " + writer + ": acknowledged " + acknowledged + ", there is " + stamp.version());
            for (long v = 1; v <= stamp.version(); v += step(v, stamp.version()))
                if (!snapshot.get(Commits.bytes("k/" + v)).equals(java.util.Optional.of(Commits.bytes("v" + v))))
                    wrong.add("account " + writer + ": version " + v + " of " + stamp.version() + " is missing");
            if (snapshot.get(Commits.bytes("k/" + (stamp.version() + 1))).isPresent())
                wrong.add("account " + writer + ": a row beyond version " + stamp.version());
        }
        for (long v = 1; v <= stamp.version(); v += step(v, stamp.version())) checkBlob(engine, writer, v, wrong);
    }

    /** All of the newest versions, and some of the older ones, which an earlier check has seen. */
    private static int step(long version, long newest) {
        return version > newest - 500 ? 1 : 37;
    }

    private static void checkBlob(Engine engine, int writer, long version, List<String> wrong) throws IOException {
        var id = blob(writer, version);
        var info = engine.blobs().info(id);
        if (info.isEmpty()) {
            wrong.add("account " + writer + ": the blob of version " + version + " is missing");
            return;
        }
        try (var in = engine.blobs().open(id, 0, info.get().size())) {
            byte[] content = in.readAllBytes();
            if (version % 16 != 0 && !java.util.Arrays.equals(content, content(writer, version, 3000)))
                wrong.add("account " + writer + ": the blob of version " + version + " has other bytes");
        }
    }
}
