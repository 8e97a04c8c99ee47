// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksObject;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

/** What was confirmed and lies only in the write-ahead log: damaged, it is missed; torn by a crash, it was never confirmed. */
@SuppressWarnings("NullAway.Init")
final class RocksLogTest {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final int COMMITS = 40;

    @TempDir
    Path scratch;

    private final long seed = EngineRig.seed();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final SteppingClock clock = new SteppingClock();
    private final ArrayList<Stamp> stamps = new ArrayList<>();

    /** A store that was closed, and one that ended without: both with all commits in their log. */
    private Path closed;

    private Path crashed;

    @BeforeEach
    void commits() throws IOException {
        closed = scratch.resolve("closed");
        crashed = scratch.resolve("crashed");
        try (var engine = open(closed)) {
            var stamp = Stamp.NONE;
            for (int i = 0; i < COMMITS; i++) {
                byte[] content = new byte[random.nextInt(1, 9_000)];
                random.nextBytes(content);
                var commit = Commits.from(stamp).put("k" + i, "v").blob(new BlobId(i), content);
                stamp = commit(engine, commit);
                stamps.add(stamp);
            }
            copy(closed, crashed);
        }
    }

    private Stamp commit(RocksEngine engine, Commits commits) {
        var outcome = engine.account(ACCOUNT).commit(commits.build(random), Deadline.in(Duration.ofSeconds(30), clock));
        return assertInstanceOf(Outcome.Applied.class, outcome).stamp();
    }

    private RocksEngine open(Path data) {
        return RocksEngine.open(data, RocksRig.small(), clock, random);
    }

    private Stamp opened(Path data) {
        try (var engine = open(data)) {
            return engine.account(ACCOUNT).stamp();
        }
    }

    private Failure.Broken refusal(Path data) {
        var refused = assertThrows(Refused.class, () -> open(data).close());
        assertEquals(KB.LOG_DAMAGED, refused.failure().problem());
        return assertInstanceOf(Failure.Broken.class, refused.failure());
    }

    @Test
    void aLogThatIsDamagedInItsMiddleIsRefusedByItsPlaceEachTime() throws IOException {
        for (Path data : new Path[] {closed, crashed}) {
            flip(log(data), Files.size(log(data)) / 2);
            var first = refusal(data);
            assertTrue(first.what().contains(log(data).toString()), first.what());
            assertTrue(first.why().contains("lie whole behind"), first.why());
            assertEquals(first, refusal(data));
        }
    }

    @Test
    void theTornEndThatACrashLeavesIsPassedOver() throws IOException {
        truncate(log(crashed), Files.size(log(crashed)) - 5);
        assertEquals(stamps.get(COMMITS - 2), opened(crashed));
        assertEquals(stamps.get(COMMITS - 2), opened(crashed));
    }

    @Test
    void aTornLogThatLiesThereStillBesideItsSuccessorIsPassedOver() throws IOException {
        Path torn = log(crashed);
        truncate(torn, Files.size(torn) - 5);
        byte[] bytes = Files.readAllBytes(torn);
        Path later = scratch.resolve("later");
        Stamp stamp;
        try (var engine = open(crashed)) {
            stamp = engine.account(ACCOUNT).stamp();
            for (int i = 0; i < 5; i++)
                stamp = commit(engine, Commits.from(stamp).put("later" + i, "v"));
            copy(crashed, later);
        }
        Files.write(later.resolve("rows").resolve(torn.getFileName()), bytes);
        assertEquals(stamp, opened(later));
    }

    @Test
    void anEndThatIsMissingAfterACleanCloseIsRefused() throws IOException {
        truncate(log(closed), Files.size(log(closed)) - 5);
        assertTrue(refusal(closed).why().contains("were confirmed"));
        assertTrue(refusal(closed).why().contains("were confirmed"));
    }

    @Test
    void aLogThatIsMissingIsRefused() throws IOException {
        Files.delete(log(closed));
        assertTrue(refusal(closed).why().contains("were confirmed"));
        assertTrue(refusal(closed).why().contains("were confirmed"));
    }

    @Test
    void whatLiesBehindTheDamageIsGivenUpOnlyWhenAskedToAndKept() throws IOException {
        byte[] whole = Files.readAllBytes(log(closed));
        flip(log(closed), whole.length / 2);
        byte[] damaged = Files.readAllBytes(log(closed));
        Path name = log(closed).getFileName();
        Path aside = RocksEngine.cutLog(closed, RocksRig.small(), clock).orElseThrow();
        assertEquals(-1, Files.mismatch(aside.resolve(name), Files.write(scratch.resolve("damaged"), damaged)));
        var stamp = opened(closed);
        assertTrue(stamps.subList(5, COMMITS - 5).contains(stamp), stamp + " is none of the middle");
        assertTrue(RocksEngine.cutLog(closed, RocksRig.small(), clock).isEmpty());
    }

    @Test
    void aWholeLogIsNotCut() throws IOException {
        assertTrue(RocksEngine.cutLog(closed, RocksRig.small(), clock).isEmpty());
        assertEquals(stamps.getLast(), opened(closed));
    }

    @Test
    void whateverIsDamagedNothingConfirmedIsMissingInSilence() throws Exception {
        int refused = 0;
        int silent = 0;
        for (int i = 0; i < 60; i++) {
            Path data = scratch.resolve("try" + i);
            copy(closed, data);
            String what = damage(log(data));
            if (alone(data) < alone(closed)) silent++;
            try (var engine = open(data)) {
                assertEquals(stamps.getLast(), engine.account(ACCOUNT).stamp(), what + ", seed " + seed);
            } catch (Refused e) {
                assertEquals(KB.LOG_DAMAGED, e.failure().problem(), what + ", seed " + seed);
                refused++;
            }
        }
        // The control: the library alone opens them and says nothing.
        assertTrue(silent > 40 && refused >= silent, silent + " passed over by the library, " + refused + " refused");
    }

    /** The number of the last change that the library brings back. */
    private static long alone(Path data) throws RocksDBException {
        String files = data.resolve("rows").toString();
        var handles = new ArrayList<ColumnFamilyHandle>();
        try (var options = new Options();
                var wanted = new DBOptions()) {
            var families = RocksDB.listColumnFamilies(options, files).stream()
                    .map(ColumnFamilyDescriptor::new)
                    .toList();
            try (var db = RocksDB.openReadOnly(wanted, files, families, handles)) {
                handles.forEach(RocksObject::close);
                return db.getLatestSequenceNumber();
            }
        }
    }

    private String damage(Path log) throws IOException {
        long size = Files.size(log);
        long at = random.nextLong(size);
        switch (random.nextInt(4)) {
            case 0 -> {
                flip(log, at);
                return "a byte at " + at;
            }
            case 1 -> {
                truncate(log, at);
                return "truncated at " + at;
            }
            default -> {
                byte[] other = new byte[random.nextInt(1, 5000)];
                if (random.nextBoolean()) random.nextBytes(other);
                try (var file = new RandomAccessFile(log.toFile(), "rw")) {
                    file.seek(at);
                    file.write(other, 0, (int) Math.min(other.length, size - at));
                }
                return other.length + " bytes at " + at;
            }
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int was = bytes.read();
            bytes.seek(at);
            bytes.write(was ^ 0x10);
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(size);
        }
    }

    /** The log that has the commits. */
    private static Path log(Path data) throws IOException {
        try (var files = Files.list(data.resolve("rows"))) {
            var logs = files.filter(
                            f -> f.toString().endsWith(".log") && f.toFile().length() > 0)
                    .toList();
            assertEquals(1, logs.size(), logs.toString());
            assertFalse(logs.getFirst().toFile().length() < 10_000);
            return logs.getFirst();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path each : all.toList()) Files.copy(each, to.resolve(from.relativize(each)));
        }
    }
}
