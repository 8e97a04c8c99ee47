// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.app.cli.DemoOptions;
import posthouse.app.cli.Tool;
import posthouse.base.Catalogue;
import posthouse.base.Problems;
import posthouse.directory.NewAppPassword;
import tools.jackson.databind.JsonNode;

/** The command line reaches a server elsewhere by its management listener, with a token that was made for that. */
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteCommandTest {
    @TempDir
    static Path data;

    private LiveHouse live;

    @BeforeAll
    void open() {
        live = new LiveHouse(data.resolve("house"));
    }

    @AfterAll
    void close() {
        live.close();
    }

    private record Run(int exit, String out, String err) {}

    private static Run run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var problems = new Problems(Catalogue.of(Locale.ENGLISH), ZoneOffset.UTC);
        int exit = new Tool(problems, new PrintStream(out, true), new PrintStream(err, true), new Elsewhere())
                .run(arguments);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Run at(String server, String token, String... verb) throws IOException {
        Path file = data.resolve("token");
        Files.writeString(file, token + "\n");
        var all = new ArrayList<>(List.of("--server", server, "--token-file", file.toString()));
        all.addAll(List.of(verb));
        return run(all.toArray(String[]::new));
    }

    private String management() {
        return "http://" + live.address("management");
    }

    private NewAppPassword token(String name, String... services) {
        return live.house
                .directory()
                .credentials()
                .addAppPassword(LiveHouse.CONTROL, live.person(name).id(), "tool", Set.of(services));
    }

    @Test
    void aTokenForManagementCarriesCommandsOut() throws IOException {
        String token = token("root", "management").secret();
        Run list = at(management(), token, "service", "list");
        assertEquals(0, list.exit(), list.err());
        assertTrue(list.out().contains("smtp\t"), list.out());
        Run disabled = at(management(), token, "account", "protocols", "ben@demo.test", "ldap=off");
        assertEquals(0, disabled.exit(), disabled.err());
    }

    @Test
    void whatTheServerRefusesIsToldAsItIsOnItsOwnMachine() throws IOException {
        Run unknown = at(management(), token("root", "management").secret(), "account", "show", "nobody@demo.test");
        assertEquals(1, unknown.exit());
        assertTrue(unknown.err().startsWith("KB1204: "), unknown.err());
    }

    @Test
    void anAppPasswordOfEveryServiceDoesNotAdminister() throws IOException {
        Run refused = at(management(), token("root").secret(), "status");
        assertEquals(3, refused.exit(), refused.err());
        assertTrue(refused.err().startsWith("KB1306: "), refused.err());
    }

    @Test
    void aTokenOfSomebodyElseDoesNotAdminister() throws IOException {
        Run refused = at(management(), token("ada", "management").secret(), "status");
        assertEquals(3, refused.exit(), refused.err());
        assertTrue(refused.err().startsWith("KB2101: "), refused.err());
    }

    @Test
    void aRevokedTokenIsNamedAsThat() throws IOException {
        NewAppPassword made = token("root", "management");
        assertEquals(0, at(management(), made.secret(), "status").exit());
        live.house
                .directory()
                .credentials()
                .deleteAppPassword(LiveHouse.CONTROL, made.appPassword().id());
        Run refused = at(management(), made.secret(), "status");
        assertEquals(3, refused.exit(), refused.err());
        assertTrue(refused.err().startsWith("KB1311: "), refused.err());
    }

    @Test
    void aServerThatDoesNotListenIsNotSaidToBeDown() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Run refused = at("http://127.0.0.1:" + free, "ph-x", "status");
        assertEquals(69, refused.exit());
        assertTrue(
                refused.err().startsWith("KB1805: ") && refused.err().contains("nothing listens there"), refused.err());
    }

    @Test
    void theMailboxesListenerIsNotTakenForTheAdministrators() throws IOException {
        Run refused = at(live.base(), token("root", "management").secret(), "status");
        assertEquals(69, refused.exit());
        assertTrue(refused.err().contains("not its management listener"), refused.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--server http://127.0.0.1:1 status",
                "--token-file x status",
                "--server http://127.0.0.1:1 --token-file TOKEN --data . status",
                "--server http://mail.example.test:8081 --token-file TOKEN status",
                "--server mail.example.test --token-file TOKEN status",
                "--server http://127.0.0.1:1 --token-file missing status",
                "status --server ::: --token-file TOKEN",
                "--server http://127.0.0.1:1 --token-file TOKEN check --cut-log"
            })
    void whatDoesNotGoTogetherIsAMistakeOfTheCommandLine(String line) throws IOException {
        Path file = data.resolve("some-token");
        Files.writeString(file, "ph-x");
        Run refused = run(line.replace("TOKEN", file.toString()).split(" "));
        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().startsWith("KB2005: "), refused.err());
    }

    @Test
    void aProgramWithAWrongTokenIsNotToldOfAPassword() throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(live.base() + "/.well-known/jmap"))
                .header("Authorization", "Bearer ph-unknown")
                .build();
        var answer = live.client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        assertEquals(401, answer.statusCode());
        assertEquals("KB1311", LiveHouse.Said.of(live.json(answer)).kb());
    }

    @Test
    void aBrowserReadsAPageWhenItsRequestIsMalformed() throws Exception {
        try (var socket = new java.net.Socket()) {
            String[] at = live.address("web").split(":");
            socket.connect(new java.net.InetSocketAddress(at[0], Integer.parseInt(at[1])));
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write("GET //mail HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("text/html"), answer);
            assertTrue(answer.contains("KB2001") || answer.contains("/kb/KB2"), answer);
        }
    }

    /** Nothing is carried out here. */
    private static final class Elsewhere implements Tool.Local {
        private static AssertionError not() {
            return new AssertionError("carried out on this machine");
        }

        @Override
        public int demo(DemoOptions options) {
            throw not();
        }

        @Override
        public int serve(Path configuration) {
            throw not();
        }

        @Override
        public JsonNode checkStopped(Path data, boolean cutLog) {
            throw not();
        }

        @Override
        public JsonNode passwdStopped(Path data, String address, String password) {
            throw not();
        }

        @Override
        public JsonNode articles() {
            throw not();
        }

        @Override
        public String article(String id) {
            throw not();
        }

        @Override
        public int play(String id, boolean asJson) {
            throw not();
        }

        @Override
        public String version() {
            throw not();
        }
    }
}
