// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.badinput;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import posthouse.scenarios.Talk;
import posthouse.testkit.server.Server;

/** Requests that two servers in a row could read differently, and doors tried without a key. */
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpTest {

    @TempDir
    static Path folder;

    private Server server;
    private int port;
    private String key;

    @BeforeAll
    void start() throws IOException {
        server = Server.demo(folder.resolve("data")).with("--empty").start();
        port = URI.create(server.web()).getPort();
        Server.Account person = server.people().getFirst();
        key = Base64.getEncoder()
                .encodeToString((person.address() + ":" + person.password()).getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String raw(String request) throws IOException {
        try (Talk talk = new Talk(port)) {
            return talk.say(request.replace("{key}", key)).everything(2500);
        }
    }

    private static final String HEAD =
            "POST /jmap/api HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Basic {key}\r\n";

    private static final Map<String, String> AMBIGUOUS = new TreeMap<>(Map.ofEntries(
            Map.entry("both lengths", HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            Map.entry("two lengths", HEAD + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
            Map.entry("plus sign", HEAD + "Content-Length: +5\r\n\r\nhello"),
            Map.entry("hexadecimal", HEAD + "Content-Length: 0x5\r\n\r\nhello"),
            Map.entry("negative", HEAD + "Content-Length: -5\r\n\r\nhello"),
            Map.entry("space before colon", HEAD + "Content-Length : 5\r\n\r\nhello"),
            Map.entry("leading space", "POST /jmap/api HTTP/1.1\r\n Host: localhost\r\nContent-Length: 5\r\n\r\nhello"),
            Map.entry("folded header", HEAD + "X-A: b\r\n c\r\nContent-Length: 5\r\n\r\nhello"),
            Map.entry("bare line feeds", "GET /healthz HTTP/1.1\nHost: localhost\n\n"),
            Map.entry("chunk size with plus", HEAD + "Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n"),
            Map.entry(
                    "chunk extension with line feed",
                    HEAD + "Transfer-Encoding: chunked\r\n\r\n5;\nx\r\nhello\r\n0\r\n\r\n"),
            Map.entry("odd coding", HEAD + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
            Map.entry(
                    "coding twice",
                    HEAD + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
            Map.entry(
                    "old version with both",
                    "POST / HTTP/1.0\r\nHost: localhost\r\nContent-Length: 5\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            Map.entry("no host", "GET /healthz HTTP/1.1\r\n\r\n"),
            Map.entry("two hosts", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
            Map.entry("NUL in header", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: b\0c\r\n\r\n"),
            Map.entry("no version", "GET /healthz\r\n\r\n")));

    @Test
    void aRequestThatCanBeReadTwoWaysIsRefusedAndTheConnectionEnds() throws IOException {
        StringBuilder wrong = new StringBuilder();
        for (Map.Entry<String, String> form : AMBIGUOUS.entrySet()) {
            String said = raw(form.getValue());
            boolean refused = said.matches("(?s)HTTP/1\\.[01] (400|501|505).*") || said.equals("[closed]");
            boolean once = said.split("HTTP/1\\.1 ", -1).length <= 2;
            if (!refused || !once || !said.endsWith("[closed]"))
                wrong.append(form.getKey())
                        .append(": ")
                        .append(said.lines().findFirst().orElse(""))
                        .append(" … ")
                        .append(said.substring(Math.max(0, said.length() - 30)))
                        .append('\n');
        }
        assertTrue(wrong.isEmpty(), wrong.toString());
    }

    @Test
    void aHeaderWithoutEndIsCutOff() throws IOException {
        try (Talk talk = new Talk(port)) {
            talk.say("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ");
            String said = "";
            try {
                for (int n = 0; n < 64; n++) talk.say("y".repeat(64 * 1024));
            } catch (IOException e) {
                said = "HTTP/1.1 431 [closed]";
            }
            said += talk.everything(3000);
            assertTrue(said.contains(" 431 ") || said.contains(" 400 ") || said.contains("[closed]"), said);
        }
        assertTrue(server.isAlive());
    }

    private static final List<String> CLOSED = List.of(
            "GET /mail/",
            "GET /mail/a/b/c",
            "GET /mail/open/a/b",
            "GET /mail/frame/a/b",
            "GET /mail/quote/a/b",
            "GET /mail/print/a/b",
            "GET /mail/source/a/b",
            "GET /mail/files/a/b.zip",
            "GET /mail/image/x",
            "GET /jmap/session",
            "GET /.well-known/jmap",
            "POST /jmap/api",
            "POST /jmap/upload/a/",
            "GET /jmap/download/a/b/c",
            "GET /jmap/ws",
            "GET /jmap/eventsource/",
            "POST /sign-out",
            "GET /setup",
            "GET /api/",
            "GET /metrics",
            "GET /console",
            "GET /admin",
            "GET /actuator",
            "GET /debug",
            "GET /;/mail/",
            "GET //mail/",
            "GET /%2e%2e/mail/",
            "GET /assets/..%2f..%2fposthouse",
            "GET /assets/%2e%2e/%2e%2e/etc/passwd");

    @Test
    void noDoorOpensWithoutAKey() throws IOException {
        StringBuilder open = new StringBuilder();
        for (String cookie : List.of("", "Cookie: posthouse=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"))
            for (String route : CLOSED) {
                String said = raw(route + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nOrigin: http://localhost:"
                        + port + "\r\nContent-Length: 0\r\nConnection: close\r\n" + cookie + "\r\n");
                boolean away = said.matches("(?s)HTTP/1.1 30[237].*")
                        && said.toLowerCase(Locale.ROOT).matches("(?s).*location: [^\r]*/sign-in.*");
                if (!away && !said.matches("(?s)HTTP/1.1 (400|401|403|404|405|410).*"))
                    open.append(route)
                            .append(cookie.isEmpty() ? "" : " with a made-up cookie")
                            .append(": ")
                            .append(said.lines().findFirst().orElse(""))
                            .append('\n');
            }
        assertTrue(open.isEmpty(), open.toString());
    }

    @Test
    void whatEveryoneMaySeeIsOpen() throws IOException {
        for (String path : List.of("/healthz", "/readyz", "/status", "/status.json", "/kb/", "/sign-in")) {
            String said = raw("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n");
            assertTrue(
                    said.startsWith("HTTP/1.1 200"),
                    path + ": " + said.lines().findFirst().orElse(""));
            assertFalse(said.contains("\tat "), path + " shows a stack");
        }
    }
}
