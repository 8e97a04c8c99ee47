// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.base.SwitchState;

class HttpDoorTest {
    private static final SwitchState OFF = new SwitchState(false, Instant.parse("2026-11-25T10:32:00Z"), "admin", "");

    @Test
    void aMissingPageIsAProblemWithAnId() throws IOException {
        try (var f = new DoorFixture()) {
            var answer = f.get("/nothing");
            assertEquals(404, answer.status());
            assertEquals("application/problem+json", answer.headers().get("content-type"));
            assertTrue(answer.body().contains("\"type\":\"/kb/KB1204\""), answer.body());
        }
    }

    @Test
    void aFaultOfOurOwnShowsAnIncidentAndNoInsides() throws IOException {
        try (var f = new DoorFixture()) {
            var answer = f.get("/fault");
            assertEquals(500, answer.status());
            assertFalse(answer.body().contains("planted"), answer.body());
            assertTrue(answer.body().contains("KB1901"), answer.body());
        }
    }

    @Test
    void basicBearerAndCookieSignIn() throws IOException {
        try (var f = new DoorFixture()) {
            String basic = Base64.getEncoder().encodeToString(DoorFixture.bytes("alice:pass"));
            assertEquals(200, f.get("/who", "Authorization: Basic " + basic).status());
            assertEquals(200, f.get("/who", "Authorization: bearer token").status());
            assertEquals(200, f.get("/who", "Cookie: posthouse=good").status());
            assertEquals(401, f.get("/who").status());
        }
    }

    @Test
    void whoeverShowsAnotherSchemeIsToldWhichIsOffered() throws IOException {
        try (var f = new DoorFixture()) {
            var answer = f.get("/who", "Authorization: Digest username=alice");
            assertEquals(401, answer.status());
            assertTrue(
                    answer.headers().getOrDefault("www-authenticate", "").startsWith("Basic "),
                    answer.headers().toString());
            assertTrue(answer.body().contains("KB1304"), answer.body());
        }
    }

    @Test
    void everyRefusalForWantOfASignInNamesASchemeAndABrowsersScriptMeetsNoDialog() throws IOException {
        try (var f = new DoorFixture()) {
            var script = f.get("/who", "Sec-Fetch-Mode: cors");
            assertEquals(401, script.status());
            assertEquals("Bearer realm=\"Posthouse\"", script.headers().get("www-authenticate"));
            var token = f.get("/who", "Authorization: Bearer other");
            assertEquals(401, token.status());
            assertTrue(token.headers().getOrDefault("www-authenticate", "").endsWith("error=\"invalid_token\""));
        }
    }

    @Test
    void anAppPasswordDoesNotOpenARouteOfTheCookie() throws IOException {
        try (var f = new DoorFixture()) {
            assertEquals(401, f.get("/page", "Authorization: Bearer token").status());
        }
    }

    @Test
    void aWrongPasswordIsToldApartFromNone() throws IOException {
        try (var f = new DoorFixture()) {
            String basic = Base64.getEncoder().encodeToString(DoorFixture.bytes("alice:wrong"));
            assertTrue(f.get("/who", "Authorization: Basic " + basic).body().contains("KB1302"));
            assertTrue(f.get("/who").body().contains("KB1304"));
        }
    }

    @Test
    void aBrowserThatIsNotSignedInIsLedToTheForm() throws IOException {
        try (var f = new DoorFixture()) {
            var answer = f.get("/page?x=1", "Accept: text/html");
            assertEquals(302, answer.status());
            assertEquals("/sign-in?next=%2Fpage%3Fx%3D1", answer.headers().get("location"));
        }
    }

    @Test
    void aPersonIsNoAdministrator() throws IOException {
        try (var f = new DoorFixture()) {
            assertEquals(403, f.get("/admin", "Cookie: posthouse=good").status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.test",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void aPageOfAnotherSiteCannotPost(String header) throws IOException {
        try (var f = new DoorFixture()) {
            var answer = post(f, header);
            assertEquals(403, answer.status());
            assertTrue(answer.body().contains("KB1309"));
        }
    }

    @Test
    void ourOwnPageCanPost() throws IOException {
        try (var f = new DoorFixture()) {
            assertEquals(200, post(f, "Origin: http://localhost:" + f.port).status());
            assertEquals(200, post(f, "Sec-Fetch-Site: same-origin").status());
        }
    }

    private static DoorFixture.Answer post(DoorFixture f, String header) throws IOException {
        return f.raw("POST /post HTTP/1.1\r\nHost: localhost:" + f.port + "\r\nCookie: posthouse=good\r\n" + header
                + "\r\nContent-Length: 2\r\n\r\nhi");
    }

    /** The next request of a client that took the connection for open would end without an answer and without a cause. */
    @Test
    void anAnswerBeforeTheBodyCameKeepsTheConnection() throws Exception {
        try (var f = new DoorFixture()) {
            var answers = f.late("POST /post HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n", "hello", 2);
            assertEquals(
                    List.of(401, 401),
                    answers.stream().map(DoorFixture.Answer::status).toList());
        }
    }

    @Test
    void anAnswerBeforeALargeBodySaysThatTheConnectionEnds() throws Exception {
        try (var f = new DoorFixture()) {
            var head = "POST /post HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n";
            var answer = f.late(head, "x".repeat(500_000), 1).getFirst();
            assertEquals(401, answer.status());
            assertTrue(answer.closed(), answer.toString());
        }
    }

    @Test
    void aBodyThatWaitsForOurConsentIsNotAskedForWhenTheAnswerIsThere() throws Exception {
        try (var f = new DoorFixture()) {
            var answer = f.raw("POST /post HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertEquals(401, answer.status());
            assertTrue(answer.closed(), answer.toString());
        }
    }

    @Test
    void aBodyOverItsLimitIsRefused() throws IOException {
        try (var f = new DoorFixture()) {
            var answer = f.raw(
                    "POST /post HTTP/1.1\r\nHost: x\r\nCookie: posthouse=good\r\nContent-Length: 11\r\n\r\nhello world");
            assertEquals(413, answer.status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "Content-Length: +5\r\n\r\nhello",
                "Content-Length: 0x5\r\n\r\nhello",
                "Content-Length : 5\r\n\r\nhello",
                " Leading: space\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5;\nx\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "A: b\nContent-Length: 2\r\n\r\nhi",
                "A: b\r\n folded\r\nContent-Length: 2\r\n\r\nhi",
                "Host: other\r\nContent-Length: 2\r\n\r\nhi"
            })
    void aRequestThatTwoServersCouldReadDifferentlyIsRefusedAndCut(String rest) throws IOException {
        try (var f = new DoorFixture()) {
            var answer = f.raw("POST /post HTTP/1.1\r\nHost: x\r\nCookie: posthouse=good\r\n" + rest);
            assertEquals(400, answer.status(), answer.toString());
            assertTrue(answer.closed(), answer.toString());
        }
    }

    @Test
    void http10WithBothLengthsIsRefused() throws IOException {
        try (var f = new DoorFixture()) {
            var answer = f.raw(
                    "POST /post HTTP/1.0\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertEquals(400, answer.status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//who", "/x/../who", "/%2e%2e/who", "/;/who", "/who;x", "/a%2fb", "/%5cwho", "/who%00"})
    void anAmbiguousPathNeverReachesARoute(String path) throws IOException {
        try (var f = new DoorFixture()) {
            int status = f.get(path, "Cookie: posthouse=good").status();
            assertTrue(status == 400 || status == 404, path + " gave " + status);
        }
    }

    @Test
    void absoluteAddressesComeFromTheRequestsOwnAuthority() throws IOException {
        try (var f = new DoorFixture()) {
            assertEquals(
                    "http://mail.example.test:81",
                    f.raw(
                                    "GET /base HTTP/1.1\r\nHost: mail.example.test:81\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Proto: https\r\n\r\n")
                            .body());
        }
    }

    @Test
    void switchedOffItStillAnswersItsStatusAndSaysWhyForTheRest() throws IOException {
        try (var f = new DoorFixture()) {
            f.door.stop(Duration.ofMillis(10), OFF);
            assertEquals(200, f.get("/healthz").status());
            for (String path : List.of("/who", "/nothing", "/base")) {
                var answer = f.get(path);
                assertEquals(503, answer.status(), path);
                assertTrue(answer.body().contains("KB1001"), answer.body());
                assertEquals("60", answer.headers().get("retry-after"));
            }
            f.door.start();
            assertEquals(200, f.get("/base").status());
        }
    }

    @Test
    void aRequestUnderWayFinishesWithinTheGrace() throws Exception {
        try (var f = new DoorFixture()) {
            var answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return f.get("/slow").body();
                } catch (IOException e) {
                    return e.toString();
                }
            });
            f.slowStarted.await();
            var stopper = Thread.ofVirtual().start(() -> f.door.stop(Duration.ofSeconds(5), OFF));
            while (f.door.sessions() == 0) Thread.onSpinWait();
            f.slowMayEnd.countDown();
            assertEquals("slow", answer.get(5, TimeUnit.SECONDS));
            stopper.join();
        }
    }

    @Test
    void aRequestThatOutlastsTheGraceIsCut() throws Exception {
        try (var f = new DoorFixture()) {
            var answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return f.get("/slow").body();
                } catch (IOException e) {
                    return "cut";
                }
            });
            f.slowStarted.await();
            f.door.stop(Duration.ofMillis(50), OFF);
            assertEquals("cut", answer.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (var f = new DoorFixture()) {
            var endpoint = new HttpEndpoint.Plain(new InetSocketAddress("127.0.0.1", f.port));
            var refused = assertThrows(Refused.class, () -> new DoorFixture(HttpLimits.standard(), List.of(endpoint)));
            Failure.Taken taken = (Failure.Taken) refused.failure();
            assertEquals("port " + f.port + " of 127.0.0.1", taken.resource());
            assertTrue(taken.holder().contains("pid"), taken.holder());
        }
    }

    @Test
    void thePortIsFreeAfterTheEnd() throws IOException {
        var f = new DoorFixture();
        f.close();
        var again = new DoorFixture(
                HttpLimits.standard(), List.of(new HttpEndpoint.Plain(new InetSocketAddress("127.0.0.1", f.port))));
        assertEquals(503, again.get("/base").status());
        again.close();
    }

    @Test
    void theOwnerReachesItThroughAUnixSocket(@TempDir Path dir) throws IOException {
        Path path = dir.resolve("control");
        try (var f = new DoorFixture(HttpLimits.standard(), List.of(new HttpEndpoint.UnixSocket(path)))) {
            f.door.start();
            try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(path));
                channel.write(ByteBuffer.wrap(
                        DoorFixture.bytes("GET /base HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")));
                var in = ByteBuffer.allocate(4096);
                while (channel.read(in) >= 0) {}
                String text = new String(in.array(), 0, in.position(), StandardCharsets.UTF_8);
                assertTrue(text.startsWith("HTTP/1.1 200"), text);
            }
        }
    }

    @Test
    void tooManyRequestsOfOneAddressAreRefusedForAMoment() throws Exception {
        var limits = new HttpLimits(8192, 100, 1, Duration.ofSeconds(10), 1000, 4, Duration.ofSeconds(1));
        try (var f = new DoorFixture(limits)) {
            var slow = CompletableFuture.runAsync(() -> {
                try {
                    f.get("/slow");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            f.slowStarted.await();
            assertEquals(503, f.get("/base").status());
            f.slowMayEnd.countDown();
            slow.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void headersOverTheirLimitAreRefused() throws IOException {
        try (var f = new DoorFixture()) {
            assertEquals(431, f.get("/base", "X: " + "a".repeat(20_000)).status());
        }
    }

    @Test
    void aSocketEchoesAndIsClosedWithTheReasonWhenTheServiceStops() throws Exception {
        try (var f = new DoorFixture();
                var client = HttpClient.newHttpClient()) {
            var socket = new SocketClient(client, f.port, "Bearer token");
            assertEquals("echo hi", socket.exchange("hi"));
            f.door.stop(Duration.ofMillis(100), OFF);
            assertTrue(socket.closed().startsWith("1001 KB1001"), socket.closed());
        }
    }

    @Test
    void halfAnAnswerDoesNotLookWhole() throws Exception {
        try (var f = new DoorFixture();
                var client = HttpClient.newHttpClient()) {
            for (String path : List.of("/half", "/half?how=io")) {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + f.port + path))
                        .build();
                assertThrows(IOException.class, () -> client.send(request, HttpResponse.BodyHandlers.ofString()));
            }
        }
    }

    /** Its client may call a socket open before the server does; a stop in between must not forget it. */
    @Test
    void aSocketThatOpensInTheMomentOfAStopIsToldToo() throws Exception {
        try (var f = new DoorFixture();
                var client = HttpClient.newHttpClient()) {
            for (int n = 0; n < 150; n++) {
                var socket = new SocketClient(client, f.port, "Bearer token");
                f.door.stop(Duration.ZERO, OFF);
                assertTrue(socket.closed().startsWith("1001 KB1001"), socket.closed());
                f.door.start();
            }
        }
    }

    @Test
    void aSocketIsClosedWithinASecondWhenItsSessionEnds() throws Exception {
        try (var f = new DoorFixture();
                var client = HttpClient.newHttpClient()) {
            var socket = new SocketClient(client, f.port, "Bearer token");
            assertEquals("echo hi", socket.exchange("hi"));
            long start = System.nanoTime();
            f.ended = java.util.Optional.of(
                    new Failure.Expired(KB.SESSION_ENDED, "session", Instant.EPOCH, "the password was changed"));
            assertTrue(socket.closed().startsWith("1008 KB1305"), socket.closed());
            assertTrue(System.nanoTime() - start < 1_000_000_000L);
        }
    }

    @Test
    void aSocketOfAnotherSiteIsRefused() throws IOException {
        try (var f = new DoorFixture()) {
            var answer = f.get(
                    "/echo",
                    "Cookie: posthouse=good",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Protocol: test",
                    "Origin: http://evil.test");
            assertEquals(403, answer.status());
        }
    }

    @Test
    void aSocketOfAnotherVersionOrWithoutAKeyIsRefusedAndTheVersionTold() throws IOException {
        try (var f = new DoorFixture()) {
            for (String[] head : new String[][] {{"8", "dGhlIHNhbXBsZSBub25jZQ=="}, {"13", "x"}}) {
                var answer = f.get(
                        "/echo",
                        "Cookie: posthouse=good",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: " + head[0],
                        "Sec-WebSocket-Key: " + head[1],
                        "Sec-WebSocket-Protocol: test");
                assertEquals(400, answer.status(), answer.body());
                assertEquals("13", answer.headers().get("sec-websocket-version"));
            }
        }
    }
}
