// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Health;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

/** What the embedded engine makes of the state of its data directory. */
@SuppressWarnings("NullAway.Init")
final class RocksDirectoryTest {
    private static final AccountId ACCOUNT = new AccountId(1);

    @TempDir
    Path scratch;

    private final SteppingClock clock = new SteppingClock();
    private final SplittableRandom random = new SplittableRandom(EngineRig.seed());

    private RocksEngine open(Path directory) {
        return RocksEngine.open(directory, RocksRig.small(), clock, random);
    }

    private Stamp commit(RocksEngine engine, Commits commits) {
        var outcome = engine.account(ACCOUNT).commit(commits.build(random), Deadline.in(Duration.ofSeconds(30), clock));
        return assertInstanceOf(Outcome.Applied.class, outcome).stamp();
    }

    @Test
    void aDirectoryThatIsInUseIsRefusedByName() {
        Path data = scratch.resolve("data");
        try (var first = open(data)) {
            var refused = assertThrows(Refused.class, () -> open(data).close());
            var taken = assertInstanceOf(Failure.Taken.class, refused.failure());
            assertEquals("process " + ProcessHandle.current().pid(), taken.holder());
            assertEquals(KB.STORE_LOCKED, refused.failure().problem());
            assertInstanceOf(Health.Works.class, first.health());
            commit(first, Commits.from(Stamp.NONE).put("a", "1"));
        }
    }

    @Test
    void aNewerFormatIsRefusedAndLeftAlone() throws Exception {
        Path data = scratch.resolve("data");
        open(data).close();
        try (var options = new Options()) {
            var handles = new ArrayList<org.rocksdb.ColumnFamilyHandle>();
            var families = RocksDB.listColumnFamilies(
                            options, data.resolve("rows").toString())
                    .stream()
                    .map(org.rocksdb.ColumnFamilyDescriptor::new)
                    .toList();
            try (var db = RocksDB.open(data.resolve("rows").toString(), families, handles)) {
                db.put("format".getBytes(java.nio.charset.StandardCharsets.US_ASCII), new byte[] {2});
                handles.forEach(org.rocksdb.RocksObject::close);
            }
        }
        for (int i = 0; i < 2; i++) {
            var refused = assertThrows(Refused.class, () -> open(data).close());
            assertEquals(KB.STORE_NEWER, refused.failure().problem());
        }
    }

    @Test
    void aDirectoryWithPartsOfANewerVersionIsRefused() throws Exception {
        Path data = scratch.resolve("data");
        open(data).close();
        try (var options = new Options()) {
            var handles = new ArrayList<org.rocksdb.ColumnFamilyHandle>();
            var families = RocksDB.listColumnFamilies(
                            options, data.resolve("rows").toString())
                    .stream()
                    .map(org.rocksdb.ColumnFamilyDescriptor::new)
                    .toList();
            try (var db = RocksDB.open(data.resolve("rows").toString(), families, handles);
                    var added = db.createColumnFamily(new org.rocksdb.ColumnFamilyDescriptor(new byte[] {'x'}))) {
                handles.forEach(org.rocksdb.RocksObject::close);
            }
        }
        var refused = assertThrows(Refused.class, () -> open(data).close());
        assertEquals(KB.STORE_NEWER, refused.failure().problem());
    }

    @Test
    void aCheckpointIsADataDirectoryOfItsMoment() throws IOException {
        byte[] content = new byte[3000];
        random.nextBytes(content);
        Path copy = scratch.resolve("copy");
        Stamp stamp;
        try (var engine = open(scratch.resolve("data"))) {
            stamp = commit(engine, Commits.from(Stamp.NONE).put("a", "1").blob(new BlobId(5), content));
            engine.checkpoint(copy);
            commit(engine, Commits.from(stamp).put("a", "2"));
        }
        try (var engine = open(copy)) {
            assertEquals(stamp, engine.account(ACCOUNT).stamp());
            try (var in = engine.blobs().open(new BlobId(5), 0, 3000)) {
                assertArrayEquals(content, in.readAllBytes());
            }
        }
    }

    @Test
    void theDiskIsGivenBackWhatDeletedMessagesTook() throws IOException {
        Path data = scratch.resolve("data");
        byte[] content = new byte[500_000];
        try (var engine = open(data)) {
            for (int i = 0; i < 60; i++) {
                random.nextBytes(content);
                engine.blobs().put(new BlobId(i), new Bytes(content.clone()));
            }
            for (int i = 0; i < 59; i++) engine.blobs().delete(new BlobId(i));
            long size = Long.MAX_VALUE;
            for (int i = 0; i < 500 && size > 8_000_000; i++) {
                Clock.system().pause(Duration.ofMillis(20));
                size = bytesIn(data.resolve("rows"), ".blob") + bytesIn(data.resolve("rows"), ".sst");
            }
            assertTrue(size <= 8_000_000, size + " bytes are still taken");
            try (var in = engine.blobs().open(new BlobId(59), 0, content.length)) {
                assertArrayEquals(content, in.readAllBytes());
            }
        }
    }

    private static long bytesIn(Path directory, String ending) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(ending))
                    .mapToLong(RocksDirectoryTest::sizeOf)
                    .sum();
        }
    }

    @Test
    void aForgottenSnapshotIsEndedByTheEngine() {
        try (var engine = open(scratch.resolve("data"))) {
            commit(engine, Commits.from(Stamp.NONE).put("a", "1"));
            var forgotten = engine.account(ACCOUNT).snapshot();
            clock.forward(Duration.ofSeconds(6));
            Clock.system().pause(Duration.ofMillis(1200));
            var refused = assertThrows(Refused.class, () -> forgotten.get(Commits.bytes("a")));
            assertInstanceOf(Failure.Expired.class, refused.failure());
            forgotten.close();
        }
    }

    @Test
    void aClosedEngineSaysThatItIsStopping() {
        var engine = open(scratch.resolve("data"));
        var account = engine.account(ACCOUNT);
        var snapshot = account.snapshot();
        engine.close();
        engine.close();
        assertInstanceOf(Health.Closed.class, engine.health());
        var refused = assertThrows(Refused.class, account::stamp);
        assertInstanceOf(Failure.Stopping.class, refused.failure());
        assertThrows(Refused.class, () -> snapshot.get(Commits.bytes("a")));
        assertThrows(Refused.class, () -> engine.blobs().info(new BlobId(1)));
        assertThrows(Refused.class, () -> engine.blobs().put(new BlobId(1), Commits.bytes("a")));
    }

    @Test
    void flippedBytesRefuseWhatTheyHitAndNothingElse() throws IOException {
        Path data = scratch.resolve("data");
        int count = 400;
        var content = new byte[count][];
        try (var engine = open(data)) {
            for (int i = 0; i < count; i++) {
                content[i] = new byte[20_000];
                random.nextBytes(content[i]);
                engine.blobs().put(new BlobId(i), new Bytes(content[i]));
            }
        }
        assertTrue(flip(data.resolve("rows"), ".blob", 10) > 0);
        int damaged = 0;
        try (var engine = open(data)) {
            for (int i = 0; i < count; i++) {
                try (var in = engine.blobs().open(new BlobId(i), 0, 20_000)) {
                    assertArrayEquals(content[i], in.readAllBytes());
                } catch (Refused refused) {
                    assertEquals(KB.MESSAGE_DAMAGED, refused.failure().problem());
                    damaged++;
                }
            }
            assertInstanceOf(Health.Works.class, engine.health());
        }
        assertTrue(damaged > 0 && damaged <= 20, damaged + " of " + count + " are damaged");
    }

    @Test
    void damagedRowsAreRefusedAndOthersRead() throws IOException {
        Path data = scratch.resolve("data");
        try (var engine = open(data)) {
            var stamp = Stamp.NONE;
            for (int n = 0; n < 20; n++) {
                var commits = Commits.from(stamp);
                for (int i = 0; i < 200; i++) {
                    byte[] value = new byte[400];
                    random.nextBytes(value);
                    commits.put(Commits.bytes("k" + n + "/" + i), new Bytes(value));
                }
                stamp = commit(engine, commits);
            }
        }
        assertTrue(flip(data.resolve("rows"), ".sst", 3) > 0);
        int damaged = 0;
        int read = 0;
        try (var engine = open(data);
                var snapshot = engine.account(ACCOUNT).snapshot()) {
            for (int n = 0; n < 20; n++) {
                for (int i = 0; i < 200; i++) {
                    try {
                        Optional<Bytes> value = snapshot.get(Commits.bytes("k" + n + "/" + i));
                        assertTrue(value.isPresent());
                        read++;
                    } catch (Refused refused) {
                        assertEquals(KB.RECORD_DAMAGED, refused.failure().problem());
                        damaged++;
                    }
                }
            }
        }
        assertTrue(damaged > 0 && read > 3000, damaged + " damaged, " + read + " read");
    }

    /** Flips so many bytes in the larger files with this ending, in the middle of their data; how many. */
    private int flip(Path directory, String ending, int count) throws IOException {
        List<Path> files;
        try (var all = Files.list(directory)) {
            files = all.filter(f -> f.toString().endsWith(ending) && sizeOf(f) > 100_000)
                    .toList();
        }
        if (files.isEmpty()) return 0;
        for (int i = 0; i < count; i++) {
            try (var file = new RandomAccessFile(files.get(i % files.size()).toFile(), "rw")) {
                long at = random.nextLong(1000, file.length() * 3 / 4);
                file.seek(at);
                int was = file.read();
                file.seek(at);
                file.write(was ^ 0x55);
            }
        }
        return count;
    }

    private static long sizeOf(Path file) {
        return file.toFile().length();
    }
}
