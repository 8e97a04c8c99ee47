// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.scenarios.Program;
import posthouse.testkit.server.Server;

/** The power goes under load: nothing acknowledged is lost, and a server that does not sync is caught. */
@Tag("powercut")
class PowerCutTest {

    @TempDir
    Path folder;

    @BeforeEach
    void needsRoot() throws IOException, InterruptedException {
        boolean possible = LoopDisk.possible();
        if (!possible) System.out.println("SKIPPED, LOUDLY: power cuts need root, mkfs.ext4 and loop devices");
        assumeTrue(possible);
    }

    @Test
    void theDiskItselfForgetsWhatWasNotSynced() throws IOException, InterruptedException {
        try (LoopDisk disk = new LoopDisk(folder, 64)) {
            Path synced = disk.root().resolve("synced");
            Files.write(synced, new byte[5000]);
            Program.run("sync", "-f", synced.toString());
            Files.write(disk.root().resolve("unsynced"), new byte[5000]);
            disk.cut();
            disk.unmount();
            disk.mount();
            assertTrue(Files.exists(synced));
            assertTrue(Files.notExists(disk.root().resolve("unsynced")));
        }
    }

    @Test
    void cutFiveTimesUnderLoadNothingAcknowledgedIsLostOrDoubled() throws IOException, InterruptedException {
        loop(Integer.getInteger("rounds", 5));
    }

    @Test
    @Tag("night")
    void cutAThousandTimes() throws IOException, InterruptedException {
        loop(Integer.getInteger("rounds", 1000));
    }

    @Test
    void aServerThatDoesNotSyncIsCaughtWithinThreeCuts() throws IOException, InterruptedException {
        try (LoopDisk disk = new LoopDisk(folder, 1024);
                Ledger ledger = new Ledger(folder, System.nanoTime())) {
            Server.Plan plan = Server.demo(disk.root().resolve("data")).jvm("-Dposthouse.test.nosync=true");
            Server server = plan.start();
            server = settled(server, plan, disk);
            for (int round = 0; round < 3; round++) {
                String name = "n" + round;
                Server running = server;
                ledger.write(server, name, 100, () -> powerGoes(ledger, name, disk, running));
                disk.unmount();
                disk.mount();
                try {
                    server = plan.start();
                } catch (IOException e) {
                    System.out.println("MEASURED power cut without sync: the store did not open after cut " + round);
                    return;
                }
                Program verdict = ledger.judge(server, 3);
                if (verdict.exit() == 1 && verdict.said().contains("LOST")) {
                    System.out.println(
                            "MEASURED power cut without sync: loss reported at cut " + round + " " + verdict.out());
                    server.kill();
                    return;
                }
            }
            server.kill();
            fail("three power cuts without sync and no loss was reported");
        }
    }

    /** The sample organisation itself must be on the disk before the first cut, also where nothing is synced. */
    private static Server settled(Server server, Server.Plan plan, LoopDisk disk)
            throws IOException, InterruptedException {
        server.stop();
        Program.run("sync", "-f", disk.root().toString());
        return plan.start();
    }

    /** With the power goes the machine: clients do not wait for a server that sits on a dead disk. */
    private static void powerGoes(Ledger ledger, String round, LoopDisk disk, Server server) {
        ledger.powerGoes(round);
        disk.cut();
        server.kill();
    }

    private void loop(int rounds) throws IOException, InterruptedException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        long acknowledged = 0;
        try (LoopDisk disk = new LoopDisk(folder, 2048);
                Ledger ledger = new Ledger(folder, seed)) {
            Server.Plan plan = Server.demo(disk.root().resolve("data"));
            Server server = plan.start();
            try {
                for (int round = 0; round < rounds; round++) {
                    String name = "p" + round;
                    long began = System.nanoTime();
                    Server running = server;
                    acknowledged += ledger.write(server, name, 100, () -> powerGoes(ledger, name, disk, running))
                            .acknowledged();
                    long cut = System.nanoTime();
                    disk.unmount();
                    disk.mount();
                    server = plan.start();
                    long started = System.nanoTime();
                    Program verdict = ledger.judge(server, 30);
                    assertEquals(0, verdict.exit(), "cut " + round + ", seed " + seed + ": " + verdict);
                    System.out.printf(
                            "MEASURED power cut: cut %d, written in %d ms, up after %d ms, judged in %d ms: %s%n",
                            round,
                            (cut - began) / 1_000_000,
                            (started - cut) / 1_000_000,
                            (System.nanoTime() - started) / 1_000_000,
                            verdict.out());
                }
            } finally {
                server.kill();
            }
        }
        System.out.println("MEASURED power cut: " + rounds + " cuts, " + acknowledged + " acknowledgements");
        assertTrue(acknowledged >= 100L * rounds, "only " + acknowledged + " acknowledgements");
    }
}
