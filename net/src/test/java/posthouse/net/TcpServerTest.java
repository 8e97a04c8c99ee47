// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

class TcpServerTest {
    private static final Failure STOPPING = new Failure.Stopping(KB.STOPPING, "echo", Instant.EPOCH);

    @TempDir
    Path directory;

    private Certificates certificates;
    private TcpServer server;

    /** Says back what it read; STARTTLS, FLOOD and WORK do what they say. */
    private static final class Echo implements Protocol {
        @Override
        public void serve(Connection c) throws IOException {
            try {
                while (true) {
                    switch (c.readLine(100)) {
                        case Line.Text t -> {
                            if (!said(c, new String(t.bytes(), StandardCharsets.UTF_8))) return;
                        }
                        case Line.TooLong t -> say(c, "too long");
                        case Line.Endless e -> {
                            say(c, "endless");
                            c.turnAway(new byte[0]);
                            return;
                        }
                        case Line.Bare b -> say(c, "bare " + b.what());
                        case Line.End e -> {
                            return;
                        }
                    }
                }
            } catch (Refused e) {
                say(c, "ended " + e.failure().problem());
            }
        }

        private static boolean said(Connection c, String text) throws IOException {
            if (text.equals("STARTTLS")) {
                say(c, "go");
                c.startTls();
            } else if (text.equals("FLOOD")) {
                byte[] much = new byte[1 << 20];
                for (int i = 0; i < 40; i++) c.write(much);
                c.flush();
            } else if (text.equals("WORK")) {
                Clock.system().pause(Duration.ofMillis(400));
                say(c, "worked");
            } else {
                say(c, text);
            }
            return !text.equals("QUIT");
        }

        static void say(Connection c, String text) throws IOException {
            c.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public byte[] refusal(Failure why) {
            return ("no " + why.problem() + "\r\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    @BeforeEach
    void start() {
        certificates = Certificates.demo(directory, Clock.system());
        server = server(NetLimits.standard());
        server.start();
    }

    private TcpServer server(NetLimits limits) {
        var any = new Endpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), false);
        var tls = new Endpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), true);
        return new TcpServer("echo", List.of(any, tls), new Echo(), limits, Clock.system(), certificates);
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ZERO, STOPPING);
    }

    private Socket connect(int endpoint) throws IOException {
        Socket socket = new Socket();
        socket.connect(server.bound().get(endpoint));
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificates.authority().orElseThrow())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private SSLSocket secure(Socket plain) throws Exception {
        return secure(plain, trusting());
    }

    private static SSLSocket secure(Socket plain, SSLContext trusting) throws Exception {
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(plain, "localhost", 0, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    @Test
    void linesMayComeInAnyPieces() throws Exception {
        try (Socket socket = connect(0)) {
            var in = reader(socket);
            for (String piece : List.of("o", "ne\r", "\ntw", "o\r\nthree\r\n")) {
                send(socket, piece);
                Thread.sleep(20);
            }
            assertEquals(List.of("one", "two", "three"), List.of(in.readLine(), in.readLine(), in.readLine()));
        }
    }

    @Test
    void bareLineEndingsAreToldApart() throws Exception {
        try (Socket socket = connect(0)) {
            var in = reader(socket);
            send(socket, "a\nb\rc\r\nd\r\n");
            assertEquals("bare LF", in.readLine());
            assertEquals("bare CR", in.readLine());
            assertEquals("d", in.readLine());
        }
    }

    @Test
    void aLineOverTheLimitIsDroppedWholeAndTheNextOneRead() throws Exception {
        try (Socket socket = connect(0)) {
            var in = reader(socket);
            send(socket, "x".repeat(100) + "\r\n" + "x".repeat(101) + "\r\n" + "x".repeat(200_000) + "\r\nnext\r\n");
            assertEquals("x".repeat(100), in.readLine());
            assertEquals("too long", in.readLine());
            assertEquals("too long", in.readLine());
            assertEquals("next", in.readLine());
        }
    }

    @Test
    void aLineThatNeverEndsEndsTheConnectionWithAnAnswer() throws Exception {
        try (Socket socket = connect(0)) {
            var in = reader(socket);
            send(socket, "x".repeat(1_200_000));
            assertEquals("endless", in.readLine());
            assertEquals(null, in.readLine());
        }
    }

    @Test
    void startTlsGivesATrustedConnection() throws Exception {
        try (Socket socket = connect(0)) {
            send(socket, "STARTTLS\r\n");
            assertEquals("go", reader(socket).readLine());
            SSLSocket tls = secure(socket);
            send(tls, "hidden\r\n" + "y".repeat(90) + "\r\n");
            var in = reader(tls);
            assertEquals("hidden", in.readLine());
            assertEquals("y".repeat(90), in.readLine());
        }
    }

    @Test
    void plainTextAfterStartTlsIsNeverExecuted() throws Exception {
        try (Socket socket = connect(0)) {
            send(socket, "STARTTLS\r\ninjected\r\n");
            var in = reader(socket);
            assertEquals("go", in.readLine());
            assertEquals("ended KB2007", in.readLine());
            assertEquals(null, in.readLine());
        }
    }

    @Test
    void tlsFromTheFirstByteAndLargeTransfers() throws Exception {
        try (Socket socket = connect(1)) {
            SSLSocket tls = secure(socket);
            send(tls, "FLOOD\r\nQUIT\r\n");
            byte[] all = tls.getInputStream().readAllBytes();
            assertEquals(40 * (1 << 20) + 6, all.length);
        }
    }

    @Test
    void aReloadedCertificateIsShownToTheNextHandshake() throws Exception {
        SSLContext old = trusting();
        X509Certificate before = shown(old);
        Files.delete(directory.resolve("server.pem"));
        Certificates.demo(directory, Clock.system());
        assertEquals(before, shown(old), "only a reload swaps");
        certificates.reload();
        assertNotEquals(before, shown(trusting()));
    }

    private X509Certificate shown(SSLContext trusting) throws Exception {
        try (Socket socket = connect(1);
                SSLSocket tls = secure(socket, trusting)) {
            return (X509Certificate) tls.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void anUnreadableCertificateLeavesTheOldOneInUse() throws Exception {
        Files.writeString(directory.resolve("server.pem"), "nothing");
        Refused refused = assertThrows(Refused.class, certificates::reload);
        assertEquals(KB.CERTIFICATE_UNREADABLE, refused.failure().problem());
        shown(trusting());
    }

    @Test
    void aTakenPortIsNamedWithItsHolder() {
        var taken = new Endpoint(server.bound().getFirst(), false);
        var second =
                new TcpServer("echo", List.of(taken), new Echo(), NetLimits.standard(), Clock.system(), certificates);
        Failure.Taken failure =
                (Failure.Taken) assertThrows(Refused.class, second::start).failure();
        assertTrue(failure.holder().contains("(pid " + ProcessHandle.current().pid() + ")"), failure.toString());
    }

    @Test
    void drainTellsTheIdleAtOnceAndLetsWorkEnd() throws Exception {
        try (Socket idle = connect(0);
                Socket busy = connect(0)) {
            send(busy, "hello\r\n");
            var busyIn = reader(busy);
            assertEquals("hello", busyIn.readLine());
            send(busy, "WORK\r\n");
            Thread.sleep(100);
            Thread stopper = Thread.startVirtualThread(() -> server.stop(Duration.ofSeconds(5), STOPPING));
            assertEquals("ended KB1008", reader(idle).readLine());
            assertEquals("worked", busyIn.readLine());
            assertEquals("ended KB1008", busyIn.readLine());
            stopper.join();
            assertEquals(0, server.sessions());
        }
    }

    @Test
    void aWriterThatWaitsForASlowReaderIsForcedAfterTheGrace() throws Exception {
        try (Socket slow = connect(0)) {
            send(slow, "FLOOD\r\n");
            Thread.sleep(200);
            long before = System.nanoTime();
            server.stop(Duration.ofMillis(300), STOPPING);
            long took = (System.nanoTime() - before) / 1_000_000;
            assertEquals(0, server.sessions());
            assertTrue(took >= 290 && took < 1500, took + " ms");
        }
    }

    @Test
    void aServiceStartsAgainOnItsPort() throws Exception {
        var before = server.bound();
        server.stop(Duration.ZERO, STOPPING);
        server.start();
        assertEquals(before, server.bound());
        try (Socket socket = connect(0)) {
            send(socket, "again\r\n");
            assertEquals("again", reader(socket).readLine());
        }
    }

    @Test
    void theSilentAreEndedWithTheReason() throws Exception {
        var brief =
                new NetLimits(10, 10, 10, Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300), 500);
        server.stop(Duration.ZERO, STOPPING);
        server = server(brief);
        server.start();
        try (Socket silent = connect(0);
                Socket half = connect(0)) {
            send(half, "half a li");
            assertEquals("ended KB2013", reader(silent).readLine());
            assertEquals("ended KB2013", reader(half).readLine());
        }
    }

    @Test
    void oneConnectionTooManyHearsWhy() throws Exception {
        var few = new NetLimits(2, 10, 10, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 500);
        server.stop(Duration.ZERO, STOPPING);
        server = server(few);
        server.start();
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            open.add(connect(0));
            send(open.get(i), "in\r\n");
            assertEquals("in", reader(open.get(i)).readLine());
        }
        try (Socket third = connect(0)) {
            assertEquals("no KB1702", reader(third).readLine());
        }
        for (Socket socket : open) socket.close();
    }

    @Test
    void anAddressOfAnotherMachineIsNotCalledTaken() {
        var elsewhere = new Endpoint(new InetSocketAddress("192.0.2.1", 2525), false);
        var second = new TcpServer(
                "echo", List.of(elsewhere), new Echo(), NetLimits.standard(), Clock.system(), certificates);
        Failure failure = assertThrows(Refused.class, second::start).failure();
        assertEquals(new Failure.Broken(KB.ADDRESS_UNUSABLE, "192.0.2.1:2525", "bind.here"), failure);
    }

    @Test
    void aStopThatWaitsCanBeHurriedOrGivenUp() throws Exception {
        try (Socket stays = connect(0)) {
            send(stays, "FLOOD\r\n");
            Thread.sleep(100);
            Thread stopper = Thread.startVirtualThread(() -> server.refuse(Duration.ofSeconds(60), STOPPING));
            Thread.sleep(100);
            server.relent();
            assertTrue(stopper.join(Duration.ofSeconds(2)));
            assertEquals(1, server.sessions(), "nobody is forced by a stop that was given up");
            server.start();
            stopper = Thread.startVirtualThread(() -> server.refuse(Duration.ofSeconds(60), STOPPING));
            Thread.sleep(100);
            server.hurry();
            assertTrue(stopper.join(Duration.ofSeconds(3)));
            assertEquals(0, server.sessions());
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused(@TempDir Path other) {
        DemoAuthority.make(other, Clock.system().now());
        Failure failure = assertThrows(
                        Refused.class,
                        () -> Certificates.fromPem(directory.resolve("server.pem"), other.resolve("server-key.pem")))
                .failure();
        assertEquals(new Failure.Broken(KB.CERTIFICATE_UNREADABLE, "server-key.pem", "cert.other-key"), failure);
    }

    @Test
    void aCertificateSaysWhenItIsNotValid() {
        assertTrue(certificates.invalid(Clock.system().now()).isEmpty());
        var late = certificates.invalid(certificates.expires().plusSeconds(1)).orElseThrow();
        assertEquals(KB.CERTIFICATE_EXPIRED, late.problem());
    }
}
