// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.base.Clock;
import posthouse.base.Failure;

class SafeFetcherTest {
    private static final FetchLimits LIMITS = new FetchLimits(1000, Duration.ofSeconds(2), 5, Set.of("image/png"));

    private final AtomicInteger hits = new AtomicInteger();
    private ServerSocket trap;
    private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 3\r\n\r\nabc";

    @BeforeEach
    void listen() throws IOException {
        trap = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.startVirtualThread(() -> {
            while (true) {
                try (Socket socket = trap.accept()) {
                    hits.incrementAndGet();
                    socket.setSoTimeout(2000);
                    byte[] head = new byte[4096];
                    int n = socket.getInputStream().read(head);
                    if (n < 0) continue;
                    OutputStream out = socket.getOutputStream();
                    out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                } catch (IOException e) {
                    if (trap.isClosed()) return;
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        trap.close();
    }

    private String at(String host, String path) {
        return "http://" + host + ":" + trap.getLocalPort() + path;
    }

    private static String why(Fetched fetched) {
        var failure = assertInstanceOf(Fetched.NotFetched.class, fetched).why();
        return ((Failure.BadInput) failure).why();
    }

    @Test
    void noFormOfAPrivateAddressIsReached() {
        SafeFetcher fetcher = SafeFetcher.ofInternet(Clock.system());
        for (String host : List.of(
                "127.0.0.1",
                "localhost",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "127.1",
                "0",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[fe80::1]",
                "100.64.0.1",
                "169.254.169.254",
                "10.0.0.1",
                "192.168.1.1",
                "172.31.0.1",
                "224.0.0.1",
                "127.0.0.1.",
                "user@127.0.0.1")) {
            assertInstanceOf(Fetched.NotFetched.class, fetcher.fetch(at(host, "/"), LIMITS), host);
        }
        assertEquals(0, hits.get(), "the trap heard of it");
    }

    @Test
    void onePrivateAddressAmongPublicOnesIsEnoughToRefuse() throws Exception {
        List<InetAddress> both = List.of(InetAddress.getByName("93.184.216.34"), InetAddress.getByName("127.0.0.1"));
        SafeFetcher fetcher = SafeFetcher.allowing(Clock.system(), host -> both, address -> false);
        assertEquals("fetch.private", why(fetcher.fetch(at("rebind.test", "/"), LIMITS)));
        assertEquals(0, hits.get());
    }

    @Test
    void aNameThatChangesAfterTheCheckIsConnectedToWhereItWasChecked() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        InetAddress trapped = trap.getInetAddress();
        SafeFetcher fetcher = SafeFetcher.allowing(
                Clock.system(),
                host -> {
                    if (asked.getAndIncrement() > 0) throw new UnknownHostException("asked twice");
                    return List.of(trapped);
                },
                trapped::equals);
        var content = assertInstanceOf(Fetched.Content.class, fetcher.fetch(at("one.test", "/a.png"), LIMITS));
        assertArrayEquals("abc".getBytes(StandardCharsets.US_ASCII), content.bytes());
        assertEquals(1, asked.get());
    }

    /** Only names below ok.test lead to the trap; 127.0.0.1 itself is never allowed by name. */
    private SafeFetcher toTrap() {
        InetAddress trapped = trap.getInetAddress();
        return SafeFetcher.allowing(
                Clock.system(),
                host -> {
                    if (host.equals("ok.test")) return List.of(trapped);
                    if (host.equals("private.test")) return List.of(InetAddress.getByName("127.0.0.2"));
                    throw new UnknownHostException(host);
                },
                trapped::equals);
    }

    @Test
    void aRedirectIsCheckedLikeTheFirstAddress() {
        answer = "HTTP/1.1 302 Found\r\nLocation: http://private.test:" + trap.getLocalPort()
                + "/\r\nContent-Length: 0\r\n\r\n";
        assertEquals("fetch.private", why(toTrap().fetch(at("ok.test", "/"), LIMITS)));
        assertEquals(1, hits.get());
    }

    @Test
    void redirectsEndAfterFive() {
        answer = "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n";
        assertEquals("fetch.redirects", why(toTrap().fetch(at("ok.test", "/"), LIMITS)));
        assertEquals(6, hits.get());
    }

    @Test
    void sizeTypeAndEncodingAreHeld() {
        answer = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 1001\r\n\r\n";
        assertTrue(why(toTrap().fetch(at("ok.test", "/"), LIMITS)).equals("fetch.large"));
        answer = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + "x".repeat(1001);
        assertTrue(why(toTrap().fetch(at("ok.test", "/"), LIMITS)).equals("fetch.large"));
        answer = "HTTP/1.1 200 OK\r\nContent-Type: image/svg+xml\r\nContent-Length: 1\r\n\r\nx";
        assertEquals("fetch.image", why(toTrap().fetch(at("ok.test", "/"), LIMITS)));
        answer = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Encoding: gzip\r\n\r\nx";
        assertEquals("fetch.sent", why(toTrap().fetch(at("ok.test", "/"), LIMITS)));
    }

    @Test
    void chunksAreJoined() {
        answer = "HTTP/1.1 200 OK\r\nContent-Type: image/png; x=y\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n";
        var content = assertInstanceOf(Fetched.Content.class, toTrap().fetch(at("ok.test", "/"), LIMITS));
        assertEquals("abcde", new String(content.bytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void aServerThatSaysNothingIsLeftInTime() {
        answer = "";
        long before = System.nanoTime();
        SafeFetcher fetcher = toTrap();
        assertInstanceOf(Fetched.NotFetched.class, fetcher.fetch(at("ok.test", "/"), LIMITS));
        assertTrue(System.nanoTime() - before < 3_000_000_000L);
    }

    @Test
    void otherSchemesAreNotFetched() {
        SafeFetcher fetcher = toTrap();
        for (String url : List.of("file:///etc/passwd", "ftp://ok.test/", "gopher://ok.test/", "//ok.test", "ok", ""))
            assertFalse(fetcher.fetch(url, LIMITS) instanceof Fetched.Content, url);
    }
}
