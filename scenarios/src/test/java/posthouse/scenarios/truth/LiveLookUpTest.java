// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** LDAP searches under way, whose client reads slowly, are ended by the switch that is about them, and told why. */
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveLookUpTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    static Path data;

    private LiveHouse live;

    @BeforeAll
    void open() {
        live = new LiveHouse(data);
        var organisation = live.person("ada").organisation();
        // Long names, so that a search is more than what lies between two machines.
        for (int i = 0; i < 900; i++)
            live.house
                    .directory()
                    .groups()
                    .add(LiveHouse.CONTROL, organisation, "Group " + i + " " + "x".repeat(60), Optional.empty());
    }

    @AfterAll
    void close() {
        live.close();
    }

    @Test
    void aStoppedServiceEndsASlowSearchWithANoticeAndThePushChannelGoesOn() throws Exception {
        try (var push = new Push(live, "ada");
                var slow = new SlowLookUp(live, "ada")) {
            TimeUnit.MILLISECONDS.sleep(500);
            long before = System.nanoTime();
            live.house.services().stop(LiveHouse.CONTROL, "ldap", Duration.ZERO, "");
            try {
                assertTrue(System.nanoTime() - before < SECOND, "the end took longer than a second");
                slow.hurry();
                said(slow.end(), 52, "KB1002");
                push.echo();
                assertTrue(push.open());
            } finally {
                live.house.services().start(LiveHouse.CONTROL, "ldap");
            }
        }
    }

    @Test
    void aServiceSwitchedOffForOneAccountEndsItsSearchesOnly() throws Exception {
        try (var adas = new SlowLookUp(live, "ada");
                var bens = new SlowLookUp(live, "ben")) {
            TimeUnit.MILLISECONDS.sleep(500);
            long before = System.nanoTime();
            live.house
                    .directory()
                    .setService(LiveHouse.CONTROL, live.person("ada").id(), "ldap", false, "");
            try {
                gone(1, before);
                adas.hurry();
                said(adas.end(), 53, "KB1006");
                assertTrue(bens.running());
            } finally {
                live.house
                        .directory()
                        .setService(LiveHouse.CONTROL, live.person("ada").id(), "ldap", true, "");
            }
        }
    }

    @Test
    void visitorsForbiddenAreToldSoAndNobodyElseNotices() throws Exception {
        live.house.directory().setAnonymous(LiveHouse.CONTROL, "ldap", true, "");
        try (var bens = new SlowLookUp(live, "ben");
                var visitor = new SlowLookUp(live, "")) {
            TimeUnit.MILLISECONDS.sleep(300);
            live.house.directory().setAnonymous(LiveHouse.CONTROL, "ldap", false, "");
            visitor.hurry();
            said(visitor.end(), 50, "KB1010");
            assertTrue(bens.running());
        }
    }

    /** Until so few sessions are left, which must be within a second. */
    private void gone(int left, long before) throws Exception {
        while (live.house.services().list(LiveHouse.CONTROL).stream()
                .anyMatch(s -> s.service().equals("ldap") && s.sessions() > left)) {
            assertTrue(System.nanoTime() - before < SECOND, "the end took longer than a second");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void said(SlowLookUp.End end, int code, String kb) {
        assertEquals(code, end.code(), end::toString);
        assertTrue(end.words().contains(kb) && end.words().contains("by an administrator"), end::toString);
    }
}
