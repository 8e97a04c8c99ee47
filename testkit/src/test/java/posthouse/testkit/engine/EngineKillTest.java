// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.Clock;

/** A process that writes is killed again and again over the same directory: what was acknowledged is there afterwards. */
@Tag("crash")
@SuppressWarnings("NullAway.Init")
final class EngineKillTest {
    private static final int ROUNDS = 8;

    @TempDir
    Path scratch;

    @Test
    void whatWasAcknowledgedSurvivesKill9() throws Exception {
        kill(ROUNDS);
    }

    @Test
    @Tag("night")
    void whatWasAcknowledgedSurvivesHundredsOfKills() throws Exception {
        kill(300);
    }

    private void kill(int rounds) throws Exception {
        long seed = EngineRig.seed();
        var random = new SplittableRandom(seed);
        Path data = scratch.resolve("data");
        Path notes = scratch.resolve("notes");
        for (int round = 0; round < rounds; round++) {
            long before = Files.exists(notes) ? Files.size(notes) : 0;
            var child = ChildProcess.start(List.of(), data, notes, 1_000_000, seed + round);
            for (int i = 0; i < 500 && (Files.notExists(notes) || Files.size(notes) == before); i++)
                Clock.system().pause(Duration.ofMillis(20));
            Clock.system().pause(Duration.ofMillis(random.nextInt(150)));
            child.destroyForcibly();
            assertTrue(child.waitFor(20, TimeUnit.SECONDS));
            assertTrue(Files.size(notes) > before, "nothing was acknowledged in round " + round);
            assertEquals(List.of(), EngineChild.check(data, notes), "round " + round);
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesTheEndAtAnyCallOfTheEngine() throws Exception {
        long seed = EngineRig.seed();
        var random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS / 2; round++) {
            var kind = round % 2 == 0 ? FaultPlan.Kind.KILL : FaultPlan.Kind.KILL_AFTER;
            int call = 1 + random.nextInt(150);
            Path data = scratch.resolve("data" + round);
            Path notes = scratch.resolve("notes" + round);
            var child = ChildProcess.start(List.of(), data, notes, 1000, seed, kind.name(), Integer.toString(call));
            assertTrue(child.waitFor(60, TimeUnit.SECONDS));
            assertEquals(137, child.exitValue(), kind + " at call " + call);
            assertEquals(List.of(), EngineChild.check(data, notes), kind + " at call " + call);
        }
    }

    @Test
    void aLostCommitIsNoticed() throws Exception {
        Path data = scratch.resolve("other");
        Path notes = scratch.resolve("other-notes");
        var child = ChildProcess.start(List.of(), data, notes, 3, 1);
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(List.of(), EngineChild.check(data, notes));
        Files.writeString(notes, Files.readString(notes) + "2 4\n");
        assertEquals(List.of("account 2: acknowledged 4, there is 3"), EngineChild.check(data, notes));
    }
}
