// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are ended from outside: in time, whatever they wait for, and told why. */
@Tag("server")
class EndingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** More answers than all buffers between the two ends can take. */
    private static final int SEARCHES = 60;

    private LdapHouse house;

    @BeforeEach
    void open(@TempDir Path data) {
        house = new LdapHouse(data, People.some(1000, new Random(7)), LdapHouse.wide());
        house.anonymous(true);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** A client that asks for everything many times and reads nothing of it. */
    private Socket unread(boolean bound) throws IOException, InterruptedException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), house.port()));
        Client client = new Client(socket);
        if (bound) client.bind("reader@demo.test", LdapHouse.PASSWORD);
        byte[] request = new LDAPMessage(
                        5,
                        new SearchRequestProtocolOp(
                                "dc=demo,dc=test",
                                SearchScope.SUB,
                                DereferencePolicy.NEVER,
                                0,
                                0,
                                false,
                                Filter.present("objectClass"),
                                List.of("*", "+")))
                .encode()
                .encode();
        for (int i = 0; i < SEARCHES; i++) client.send(request);
        Thread.sleep(1500);
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (java.net.SocketException e) {
            // Cut: what came before counts.
        }
        byte[] bytes = all.toByteArray();
        int from = Math.max(0, bytes.length - 600);
        return new String(bytes, from, bytes.length - from, java.nio.charset.StandardCharsets.UTF_8);
    }

    private Duration untilNobody(long since) throws InterruptedException {
        while (house.ldap.sessions() > 0
                && System.nanoTime() - since < Duration.ofSeconds(5).toNanos()) Thread.sleep(5);
        return Duration.ofNanos(System.nanoTime() - since);
    }

    @Test
    void aStopWithoutGraceEndsASearchThatNobodyReadsWithinASecondAndSaysWhy() throws Exception {
        try (Socket socket = unread(false)) {
            long since = System.nanoTime();
            house.ldap.stop(Duration.ZERO, LdapHouse.switchedOff());
            Duration took = untilNobody(since);
            assertTrue(took.compareTo(SECOND) < 0, "it took " + took);
            String last = rest(socket);
            assertTrue(last.contains("1.3.6.1.4.1.1466.20036"), last);
            assertTrue(last.contains("for the whole server") && last.contains("(KB1002)"), last);
        }
    }

    @Test
    void aSwitchOfTheAccountEndsItsSearchWithinASecondAndNamesTheLevel() throws Exception {
        try (Socket socket = unread(true)) {
            long since = System.nanoTime();
            house.directory.setService(LdapHouse.CONTROL, house.reader.id(), "ldap", false, "");
            Duration took = untilNobody(since);
            assertTrue(took.compareTo(SECOND) < 0, "it took " + took);
            String last = rest(socket);
            assertTrue(last.contains("for this account") && last.contains("(KB1006)"), last);
        }
    }

    @Test
    void visitorsWhoAreNoLongerAdmittedLoseTheirSearchWithinASecondAndAnIdlePersonNothing() throws Exception {
        try (Client person = new Client(house.port()).bind("reader@demo.test", LdapHouse.PASSWORD)) {
            try (Socket socket = unread(false)) {
                long since = System.nanoTime();
                house.anonymous(false);
                while (house.ldap.sessions() > 1 && System.nanoTime() - since < 5_000_000_000L) Thread.sleep(5);
                Duration took = Duration.ofNanos(System.nanoTime() - since);
                assertTrue(took.compareTo(SECOND) < 0, "it took " + took);
                String last = rest(socket);
                assertTrue(last.contains("(KB"), last.length() + " octets: " + last);
            }
            Client.Outcome still = person.ask(new LDAPMessage(
                            9,
                            new SearchRequestProtocolOp(
                                    "ou=people,dc=demo,dc=test",
                                    SearchScope.BASE,
                                    DereferencePolicy.NEVER,
                                    0,
                                    0,
                                    false,
                                    Filter.present("ou"),
                                    List.of()))
                    .encode()
                    .encode());
            assertEquals(0, still.code(), still.text());
            assertFalse(still.entries().isEmpty());
        }
    }
}
