// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import posthouse.base.AccountId;
import posthouse.base.Catalogue;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.Problems;
import posthouse.base.Refused;

/** A door on a free port with a handful of routes. */
final class DoorFixture implements AutoCloseable {
    static final Principal.Person PERSON =
            new Principal.Person(new PersonId(1), new OrganisationId(1), new AccountId(1), Set.of());

    volatile Optional<Failure> ended = Optional.empty();
    final CountDownLatch slowStarted = new CountDownLatch(1);
    final CountDownLatch slowMayEnd = new CountDownLatch(1);
    final HttpDoor door;
    final int port;

    DoorFixture() {
        this(HttpLimits.standard());
    }

    DoorFixture(HttpLimits limits) {
        this(limits, List.of(new HttpEndpoint.Plain(new InetSocketAddress("127.0.0.1", 0))));
        door.start();
    }

    DoorFixture(HttpLimits limits, List<HttpEndpoint> endpoints) {
        door = new HttpDoor("web", Set.of(), endpoints, new Router(routes()), settings(limits));
        door.listen();
        String first = door.bound().getFirst();
        port = first.startsWith("/") ? 0 : Integer.parseInt(first.substring(first.lastIndexOf(':') + 1));
    }

    DoorSettings settings(HttpLimits limits) {
        return new DoorSettings(
                "posthouse",
                this::identify,
                Optional.empty(),
                new Problems(Catalogue.of(Locale.ENGLISH), ZoneOffset.UTC),
                limits,
                false,
                Clock.system(),
                new SecureRandom());
    }

    private Identity identify(Credentials credentials, Peer peer) {
        return switch (credentials) {
            case Credentials.Cookie c when c.value().equals("good") -> known("s1");
            case Credentials.Basic b when b.password().equals("pass") -> known("");
            case Credentials.Basic ignored -> new Identity.Failed(new Failure.BadCredentials(KB.BAD_CREDENTIALS));
            case Credentials.Bearer b when b.token().equals("token") -> known("");
            default -> new Identity.None();
        };
    }

    private Identity known(String session) {
        return new Identity.Known(new Caller(PERSON, session, "alice@example.test", () -> ended));
    }

    /** A handler whose source fails when half of the answer is out. */
    private static void half(Exchange e) throws IOException {
        try (OutputStream out = e.answerStream(200, "text/plain", -1)) {
            out.write(bytes("half"));
            out.flush();
            if (e.query("how").isPresent()) throw new IOException("the source is gone");
            throw new Refused(new Failure.Broken(KB.STORE_FAILED, "store", "read"));
        }
    }

    private List<Route> routes() {
        var open = new RouteAccess.Public("test");
        return List.of(
                new Route("GET", "/healthz", open, e -> e.answer(200, "text/plain", bytes("ok"))).alwaysAnswered(),
                new Route(
                        "GET",
                        "/who",
                        new RouteAccess.SessionOrBasic(),
                        e -> e.answer(200, "text/plain", bytes(e.signedIn().name()))),
                new Route("GET", "/page", new RouteAccess.Session(true), e -> e.answer(200, "text/plain", bytes("p"))),
                new Route(
                        "POST", "/post", new RouteAccess.Session(false), e -> e.answer(200, "text/plain", e.bytes(10))),
                new Route("GET", "/base", open, e -> e.answer(200, "text/plain", bytes(e.base()))),
                new Route("GET", "/fault", open, e -> {
                    throw new IllegalStateException("planted secret");
                }),
                new Route("GET", "/slow", open, this::slow),
                new Route("GET", "/half", open, DoorFixture::half),
                new Route("GET", "/admin", new RouteAccess.Management(), e -> e.answer(204)),
                Route.webSocket("/echo", new RouteAccess.SessionOrBasic(), "test", peer -> new WebSocketSession() {
                    @Override
                    public void text(String message) {
                        peer.send("echo " + message);
                    }

                    @Override
                    public void closed() {}
                }));
    }

    private void slow(Exchange exchange) throws IOException {
        slowStarted.countDown();
        try {
            slowMayEnd.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        exchange.answer(200, "text/plain", bytes("slow"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An answer read from the wire. */
    record Answer(int status, Map<String, String> headers, String body, boolean closed) {}

    /** Sends raw bytes, reads one answer, and says whether the server then closed the connection. */
    Answer raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(3000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return read(socket.getInputStream());
        }
    }

    /** Sends the head, a moment later the body, and reads the answer; as often as said on one connection. */
    List<Answer> late(String head, String body, int times) throws IOException, InterruptedException {
        var answers = new ArrayList<Answer>();
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(3000);
            OutputStream out = socket.getOutputStream();
            for (int n = 0; n < times; n++) {
                out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                Thread.sleep(100);
                out.write(body.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                answers.add(read(socket.getInputStream()));
            }
        }
        return answers;
    }

    Answer get(String path, String... headers) throws IOException {
        return raw("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + lines(headers) + "\r\n");
    }

    static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }

    private static Answer read(InputStream in) throws IOException {
        String head = head(in);
        String[] lines = head.split("\r\n");
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (one, more) -> one + ", " + more);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        boolean closed;
        try {
            closed = "close".equals(headers.get("connection")) && in.read() < 0;
        } catch (IOException e) {
            closed = true;
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body, closed);
    }

    private static String head(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) throw new IOException("closed after: " + text);
            text.append((char) b);
        }
        return text.toString();
    }

    @Override
    public void close() {
        slowMayEnd.countDown();
        door.close(Duration.ofMillis(200));
    }
}
