// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code posthouse why} names each level in turn and stops at the one that refuses; the interface refuses likewise. */
class WhyTest {
    @TempDir
    static Path folder;

    @Test
    @Tag("server")
    void eachLevelIsNamedAndTheRefusalIsTheOneThatThePersonReads() throws Exception {
        try (var server = new OwnServer(folder.resolve("data"), List.of())) {
            String person = server.account(1).path("address").asString();
            String password = server.account(1).path("password").asString();
            JsonNode may = why(server, person, "web", "");
            assertEquals(person + " may use Web mail.", may.path("done").asString());
            assertEquals(List.of("server", "account", "account"), column(may, 0));
            JsonNode inbox = why(server, person, "web", "Inbox");
            assertTrue(inbox.path("done").asString().contains("read Inbox"), inbox::toString);

            server.administer("{'verb':'group add','name':'Crew','address':'crew@demo.test'}");
            server.administer("{'verb':'group member-add','name':'Crew','addresses':['" + person + "']}");
            JsonNode crew = why(server, "crew@demo.test", "smtp", "");
            assertEquals(
                    "Mail to crew@demo.test goes to 1 of its 1 member.",
                    crew.path("done").asString());
            assertEquals(List.of(person), column(crew, 1));

            assertTrue(why(server, "anonymous", "smtp", "").path("clean").asBoolean(), "mail is taken from anybody");

            server.administer("{'verb':'account protocols','address':'" + person + "','switches':['web=off']}");
            JsonNode off = why(server, person, "web", "");
            assertFalse(off.path("clean").asBoolean());
            assertTrue(off.path("done").asString().startsWith("Refused at the level account. KB1006: "), off::toString);
            assertEquals(List.of("goes on", "goes on", "refuses"), column(off, 2));
            OwnServer.Page refused = server.signIn(person, password);
            assertEquals(403, refused.status());
            assertTrue(refused.text().contains("KB1006"), refused::toString);

            server.administer("{'verb':'service stop','name':'web','grace':'0s'}");
            assertTrue(why(server, person, "web", "")
                    .path("done")
                    .asString()
                    .startsWith("Refused at the level server. KB1001: "));
            assertTrue(why(server, "anonymous", "web", "")
                    .path("done")
                    .asString()
                    .startsWith("Refused at the level server. KB1001: "));
        }
    }

    private static JsonNode why(OwnServer server, String who, String protocol, String folder) throws Exception {
        String more = folder.isEmpty() ? "" : ",'folder':'" + folder + "'";
        return server.administer("{'verb':'why','who':'" + who + "','protocol':'" + protocol + "'" + more + "}");
    }

    private static List<String> column(JsonNode answer, int index) {
        var cells = new ArrayList<String>();
        for (JsonNode row : answer.path("rows")) cells.add(row.path(index).asString());
        return cells;
    }
}
