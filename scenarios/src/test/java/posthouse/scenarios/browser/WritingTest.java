// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.scenarios.Program;
import posthouse.testkit.server.Server;

/**
 * A person reads and answers in the browser: by keyboard alone, by mouse, through a killed browser, in two tabs on one draft,
 * with second thoughts, with a tab closed too early; and axe finds nothing to complain of.
 */
@Tag("browser")
class WritingTest {
    @TempDir
    static Path folder;

    private static Server server;
    private static Path line;

    @BeforeAll
    static void start() throws IOException {
        server = Server.demo(folder.resolve("data")).start();
        line = folder.resolve("server.json");
        Files.writeString(line, server.line());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyboard", "mouse", "crash", "tabs", "undo", "files", "looks"})
    void theBrowserScriptHolds(String name) throws IOException, InterruptedException {
        Program script = Program.node("../../../../web/e2e/" + name + ".mjs", line.toString());
        assertEquals(0, script.exit(), script::toString);
    }
}
