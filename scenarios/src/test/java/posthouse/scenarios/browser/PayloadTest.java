// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.scenarios.Program;
import posthouse.testkit.server.Server;

/**
 * Hostile HTML in mail runs no script and asks for nothing: where it is read, printed and quoted, and in the composer's own
 * editor. The script itself demands that an unprotected page runs at least 30 % of the payloads.
 */
@Tag("browser")
class PayloadTest {
    @TempDir
    static Path folder;

    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        server = Server.demo(folder.resolve("data")).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** One half of the payloads, drawn anew each time; the night takes all. */
    @Test
    void nothingRunsAndNothingIsAskedForInReadingAnsweringAndPrinting() throws IOException, InterruptedException {
        long half = Long.getLong("half", System.nanoTime() / 1000 % 2);
        holds("half " + half, "--every=2", "--from=" + half, "--together=24");
    }

    @Test
    @Tag("night")
    void noPayloadOfAllRunsOrAsksForAnything() throws IOException, InterruptedException {
        holds("all");
    }

    private static void holds(String which, String... more) throws IOException, InterruptedException {
        Program script = payloads(0, more);
        System.out.println("MEASURED payloads, " + which + ": " + script.out().replace('\n', ';'));
        assertEquals(0, script.exit(), script::toString);
        assertTrue(script.out().contains(" answered in the composer"), script::out);
    }

    /** The control: an editor frame without policy and cleaner, given the raw mail. */
    @Test
    void aComposerWithoutItsWallsIsCaught() throws IOException, InterruptedException {
        Program script = payloads(1, "--open-composer", "--only=script-0");
        assertEquals(1, script.exit(), script::toString);
        assertTrue(script.out().contains(" in the composer: "), script::out);
    }

    private static Program payloads(int person, String... more) throws IOException, InterruptedException {
        Server.Account account = server.people().get(person);
        List<String> arguments = new ArrayList<>(List.of(
                "--web",
                server.web(),
                "--lmtp",
                "127.0.0.1:" + server.port("lmtp"),
                "--user",
                account.address(),
                "--password",
                account.password()));
        arguments.addAll(List.of(more));
        return Program.node("../../../../web/e2e/payloads.mjs", arguments.toArray(String[]::new));
    }
}
