// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.Clock;
import posthouse.testkit.engine.EngineRig;

/** A process that delivers is killed again and again: what was acknowledged is there exactly once, and the checker is content. */
@SuppressWarnings("NullAway.Init")
final class StoreKillTest {
    private static final int ROUNDS = Boolean.getBoolean("posthouse.test.night") ? 200 : 4;

    @TempDir
    Path scratch;

    @Test
    void acknowledgedMailSurvivesKill9ExactlyOnce() throws Exception {
        long seed = EngineRig.seed();
        var random = new SplittableRandom(seed);
        Path data = scratch.resolve("data");
        Path notes = scratch.resolve("notes");
        for (int round = 0; round < ROUNDS; round++) {
            long before = Files.exists(notes) ? Files.size(notes) : 0;
            Process child = start(data, notes, seed + round);
            for (int i = 0;
                    i < 1_500 && child.isAlive() && (Files.notExists(notes) || Files.size(notes) == before);
                    i++) Clock.system().pause(Duration.ofMillis(20));
            Clock.system().pause(Duration.ofMillis(random.nextInt(400)));
            child.destroyForcibly();
            assertTrue(child.waitFor(20, TimeUnit.SECONDS));
            assertTrue(Files.size(notes) > before, "nothing was acknowledged in round " + round);
            assertEquals(List.of(), StoreChild.check(data, notes), "round " + round);
        }
        Files.writeString(notes, Files.readString(notes) + "2 never\n");
        assertEquals(List.of("account 2 lost never"), StoreChild.check(data, notes));
    }

    private Process start(Path data, Path notes, long seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreChild.class.getName(),
                        data.toString(),
                        notes.toString(),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("child.out").toFile())
                .start();
    }
}
