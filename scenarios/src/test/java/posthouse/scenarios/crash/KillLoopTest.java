// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import posthouse.scenarios.Program;
import posthouse.testkit.server.Server;

/** Twenty times kill -9 under load: nothing acknowledged is lost, nothing is doubled. */
@Tag("crash")
class KillLoopTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void killedTwentyTimesUnderLoadNothingAcknowledgedIsLostOrDoubled() throws IOException, InterruptedException {
        loop(Integer.getInteger("rounds", 20));
    }

    @Test
    @Tag("night")
    void killedTwoThousandTimes() throws IOException, InterruptedException {
        loop(Integer.getInteger("rounds", 2000));
    }

    private void loop(int rounds) throws IOException, InterruptedException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Server.Plan plan = Server.demo(folder.resolve("data"));
        long acknowledged = 0;
        long moved = 0;
        Server server = plan.start();
        try (Ledger ledger = new Ledger(folder, seed)) {
            for (int round = 0; round < rounds; round++) {
                Ledger.Round done = ledger.write(server, "k" + round, 160, server::kill);
                acknowledged += done.acknowledged();
                moved += done.moved();
                server = plan.start();
                if (round % 10 == 9 || round == rounds - 1) {
                    Program verdict = ledger.judge(server, 30);
                    assertEquals(0, verdict.exit(), "round " + round + ", seed " + seed + ": " + verdict);
                    System.out.println("MEASURED kill loop: round " + round + " " + verdict.out());
                }
            }
            assertEquals(
                    1, ledger.judgeWithALie(server).exit(), "the checker believed an acknowledgement that never was");
            System.out.println("MEASURED kill loop: " + rounds + " kills, " + acknowledged + " acknowledgements, "
                    + moved + " moves, " + ledger.tenRecipientShare() + " % to ten recipients");
        } finally {
            server.close();
        }
        assertTrue(acknowledged >= 150L * rounds, "only " + acknowledged + " acknowledgements");
        assertTrue(moved > 0, "no JMAP move was made");
    }
}
