// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.scenarios.Program;
import posthouse.testkit.server.Server;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mail that arrives while the mailbox is open appears by itself, and costs one push and one exchange a tab. */
@Tag("browser")
class ArrivalTest {

    @TempDir
    Path folder;

    @Test
    void twentyMessagesAppearInTenTabsByThemselvesAndSparingly() throws IOException, InterruptedException {
        try (Server server = Server.demo(folder.resolve("data"))
                .jvm("-XX:TieredStopAtLevel=4")
                .start()) {
            Path json = folder.resolve("server.json");
            Files.writeString(json, server.line());
            Program script = Program.node("arrival.mjs", json.toString(), "20", "10", System.getProperty("idle", "15"));
            System.out.println("MEASURED arrival: " + script.out());
            assertEquals(0, script.exit(), script::toString);
            JsonNode seen = JsonMapper.shared().readTree(script.out());
            assertEquals(200, seen.path("rows").asInt());
            assertTrue(seen.path("worstMs").asInt() <= 5000, script::out);
            JsonNode each = seen.path("perArrival");
            assertTrue(each.path("received").asInt() + each.path("requests").asInt() <= 2, script::out);
            assertTrue(each.path("sent").asInt() + each.path("requests").asInt() <= 1, script::out);
            JsonNode idle = seen.path("idle");
            assertTrue(idle.path("received").asInt() + idle.path("requests").asInt() <= 2, script::out);
            assertTrue(idle.path("sent").asInt() + idle.path("requests").asInt() <= 2, script::out);
        }
    }
}
