// SPDX-License-Identifier: Apache-2.0
package posthouse.ldap.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import posthouse.base.Clock;

class HarvestTest {
    private static final class HandClock implements Clock {
        private long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void pause(Duration time) {
            nanos += time.toNanos();
        }
    }

    private final HandClock clock = new HandClock();
    private final Harvest harvest = new Harvest(100, 60, clock);

    private static InetAddress address(String digits) throws UnknownHostException {
        return InetAddress.getByName(digits);
    }

    @Test
    void aNetworkThatHasHadItsEntriesWaitsAndAnotherDoesNot() throws Exception {
        harvest.count(address("192.0.2.1"), 100);
        assertTrue(harvest.wait(address("192.0.2.77")).isPositive());
        assertEquals(Duration.ZERO, harvest.wait(address("198.51.100.1")));
        clock.pause(Duration.ofSeconds(2));
        assertEquals(Duration.ZERO, harvest.wait(address("192.0.2.77")));
    }

    @Test
    void aSearchThatFindsNobodyCountsToo() throws Exception {
        for (int i = 0; i < 100; i++) harvest.count(address("192.0.2.1"), 0);
        assertTrue(harvest.wait(address("192.0.2.1")).isPositive());
    }
}
