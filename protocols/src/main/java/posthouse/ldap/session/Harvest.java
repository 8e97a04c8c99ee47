// SPDX-License-Identifier: Apache-2.0
package posthouse.ldap.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import posthouse.base.Clock;

/**
 * How many entries the anonymous visitors of each network (IPv4 /24, IPv6 /64) may still have: an address book is there to be
 * asked, not to be carried off.
 */
public final class Harvest {
    private static final int NETWORKS = 10_000;

    private final int atOnce;
    private final double perNano;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Budget> budgets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Budget> eldest) {
            return size() > NETWORKS;
        }
    };

    private record Budget(double left, long at) {}

    /**
     * @param atOnce entries of a network that has not asked for a while
     * @param perMinute entries that come back in a minute
     */
    public Harvest(int atOnce, int perMinute, Clock clock) {
        this.atOnce = atOnce;
        this.perNano = perMinute / 60e9;
        this.clock = clock;
    }

    /** How long the network has to wait before the next search; zero when it need not. */
    public Duration wait(InetAddress from) {
        lock.lock();
        try {
            double left = left(network(from));
            return left >= 1 ? Duration.ZERO : Duration.ofNanos((long) ((1 - left) / perNano));
        } finally {
            lock.unlock();
        }
    }

    /** Counts what a search has brought; a search that brought nothing counts too. */
    public void count(InetAddress from, int entries) {
        lock.lock();
        try {
            String network = network(from);
            budgets.put(network, new Budget(left(network) - Math.max(1, entries), clock.nanos()));
        } finally {
            lock.unlock();
        }
    }

    private double left(String network) {
        Budget budget = budgets.get(network);
        if (budget == null) return atOnce;
        return Math.min(atOnce, budget.left + (clock.nanos() - budget.at) * perNano);
    }

    private static String network(InetAddress from) {
        return HexFormat.of().formatHex(Arrays.copyOf(from.getAddress(), from instanceof Inet6Address ? 8 : 3));
    }
}
