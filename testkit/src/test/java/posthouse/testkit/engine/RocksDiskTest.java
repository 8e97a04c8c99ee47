// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.engine.rocksdb.RocksEngineOptions;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Health;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

/** The embedded engine on a small disk of its own (a tmpfs, so only as root) that fills up. */
@SuppressWarnings("NullAway.Init")
final class RocksDiskTest {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final Clock CLOCK = Clock.system();

    @TempDir
    Path scratch;

    private final SplittableRandom random = new SplittableRandom(EngineRig.seed());
    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(scratch.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk.toString());
        if (!mounted) System.out.println("SKIPPED, LOUDLY: a small disk cannot be mounted (needs root)");
        assumeTrue(mounted);
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) assertTrue(run("umount", "-l", disk.toString()));
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    private RocksEngine open() {
        var small = RocksRig.small();
        return RocksEngine.open(
                disk.resolve("data"),
                new RocksEngineOptions(
                        small.cacheBytes(),
                        small.rowBufferBytes(),
                        small.blobBufferBytes(),
                        small.readers(),
                        2 << 20,
                        true,
                        small.libraryDirectory()),
                CLOCK,
                random);
    }

    @Test
    void aFullDiskRefusesNewMessagesAndLetsDeletingGoOnUntilThereIsRoom() throws IOException {
        try (var engine = open()) {
            var first = commit(engine, Stamp.NONE, 3000);
            assertTrue(within(() -> Files.exists(disk.resolve("data/ballast"))));
            Path other = fill(512 << 10);
            assertTrue(within(() -> engine.health() instanceof Health.Full));
            var refused = assertThrows(Refused.class, () -> commit(engine, first, 3000));
            assertEquals(KB.DISK_FULL, refused.failure().problem());
            var small = Commits.from(first).delete("k1").build(random);
            var outcome = engine.account(ACCOUNT).commit(small, soon());
            var second = assertInstanceOf(Outcome.Applied.class, outcome).stamp();
            assertEquals(second, engine.account(ACCOUNT).stamp());
            Files.delete(other);
            assertTrue(within(() -> engine.health() instanceof Health.Works));
            commit(engine, second, 3000);
        }
    }

    @Test
    void aDiskThatIsFullToTheLastByteStopsTheStoreUntilThereIsRoom() throws IOException {
        try (var engine = open()) {
            var stamp = commit(engine, Stamp.NONE, 3000);
            assertTrue(within(() -> Files.exists(disk.resolve("data/ballast"))));
            Path other = fill(0);
            for (int i = 0; i < 2000 && !(engine.health() instanceof Health.Failed); i++)
                stamp = rowsUntilFull(engine, stamp);
            assertInstanceOf(Health.Failed.class, engine.health());
            assertTrue(within(() -> isRead(engine)));
            Files.delete(other);
            assertTrue(within(() -> engine.health() instanceof Health.Works));
            var now = engine.account(ACCOUNT).stamp();
            assertTrue(now.version() >= stamp.version());
            commit(engine, now, 3000);
        }
    }

    @Test
    void aStoreOnAFullDiskOpensByGivingUpItsBallast() throws IOException {
        Stamp stamp;
        try (var engine = open()) {
            stamp = commit(engine, Stamp.NONE, 3000);
            assertTrue(within(() -> Files.exists(disk.resolve("data/ballast"))));
        }
        Path other = fill(0);
        try (var engine = open()) {
            assertEquals(stamp, engine.account(ACCOUNT).stamp());
            assertTrue(Files.notExists(disk.resolve("data/ballast")));
            assertTrue(within(() -> engine.health() instanceof Health.Full));
            Files.delete(other);
            assertTrue(within(() -> Files.exists(disk.resolve("data/ballast"))));
            assertTrue(within(() -> engine.health() instanceof Health.Works));
        }
    }

    @Test
    void aDiskThatTurnsReadOnlyIsReadAndNotWritten() throws IOException, InterruptedException {
        Path image = scratch.resolve("image");
        Path mount = Files.createDirectory(scratch.resolve("ext4"));
        assumeTrue(run("truncate", "-s", "64m", image.toString()) && run("mkfs.ext4", "-q", image.toString()));
        boolean there = run("mount", "-o", "loop", image.toString(), mount.toString());
        if (!there) System.out.println("SKIPPED, LOUDLY: a loop device cannot be mounted");
        assumeTrue(there);
        try (var engine = RocksEngine.open(mount.resolve("data"), RocksRig.small(), CLOCK, random)) {
            var first = commit(engine, Stamp.NONE, 3000);
            run("mount", "-o", "remount,abort", mount.toString());
            boolean refused = false;
            for (int i = 0; i < 50 && !refused; i++) {
                try {
                    var outcome = engine.account(ACCOUNT)
                            .commit(Commits.from(first).put("k2", "v").build(random), soon());
                    refused = outcome instanceof Outcome.Unknown;
                } catch (Refused e) {
                    refused = true;
                }
            }
            assertTrue(refused);
            assertTrue(within(() -> engine.health() instanceof Health.Failed f
                    && f.cause().problem().equals(KB.DISK_READ_ONLY)));
            assertEquals(first, engine.account(ACCOUNT).stamp());
        } finally {
            run("umount", "-l", mount.toString());
        }
    }

    /** Refused only in the moment when the files are replaced. */
    private static boolean isRead(RocksEngine engine) {
        try (var snapshot = engine.account(ACCOUNT).snapshot()) {
            return snapshot.get(Commits.bytes("k1")).isPresent();
        } catch (Refused refused) {
            return false;
        }
    }

    private Stamp rowsUntilFull(RocksEngine engine, Stamp stamp) {
        var commits = Commits.from(stamp);
        for (int i = 0; i < 4; i++) {
            byte[] value = new byte[60_000];
            random.nextBytes(value);
            commits.put(Commits.bytes("row" + random.nextInt(100_000)), new Bytes(value));
        }
        Commit commit = commits.build(random);
        try {
            return switch (engine.account(ACCOUNT).commit(commit, soon())) {
                case Outcome.Applied applied -> applied.stamp();
                case Outcome.Conflict conflict -> conflict.actual();
                case Outcome.Unknown unknown -> stamp;
            };
        } catch (Refused refused) {
            assertEquals(KB.DISK_FULL, refused.failure().problem());
            return stamp;
        }
    }

    private Stamp commit(RocksEngine engine, Stamp stamp, int blob) {
        var commit = Commits.from(stamp)
                .put("k" + (stamp.version() + 1), "v")
                .blob(new BlobId(random.nextLong()), new byte[blob])
                .build(random);
        return assertInstanceOf(Outcome.Applied.class, engine.account(ACCOUNT).commit(commit, soon()))
                .stamp();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30), CLOCK);
    }

    /** Another file takes all room but this. */
    private Path fill(long left) throws IOException {
        Path file = disk.resolve("other");
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] piece = new byte[4096];
            while (disk.toFile().getUsableSpace() > left) out.write(piece);
        } catch (IOException e) {
            assertTrue(disk.toFile().getUsableSpace() <= 4096, e.toString());
        }
        return file;
    }

    private static boolean within(BooleanSupplier condition) {
        for (int i = 0; i < 500; i++) {
            if (condition.getAsBoolean()) return true;
            CLOCK.pause(Duration.ofMillis(20));
        }
        return false;
    }
}
