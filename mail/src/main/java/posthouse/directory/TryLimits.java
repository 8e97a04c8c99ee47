// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import posthouse.base.Clock;

/**
 * Failed sign-ins counted over all doors together: by address and network, by network (/24, /64), and by address alone.
 * Counters live in memory, bounded; each forgets after its window.
 */
final class TryLimits {
    private static final int ADDRESS_FROM_NETWORK = 10;
    private static final int NETWORK = 40;
    private static final int ADDRESS = 60;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int KEYS = 100_000;

    private final Cache<String, Counter> counters =
            Caffeine.newBuilder().maximumSize(KEYS).build();
    private final Clock clock;

    TryLimits(Clock clock) {
        this.clock = clock;
    }

    /** How long to wait before the next attempt; zero when it may be made now. */
    Duration wait(String address, InetAddress from) {
        Duration longest = Duration.ZERO;
        for (Key key : keys(address, from)) {
            Counter counter = counters.getIfPresent(key.text);
            if (counter == null) continue;
            Duration left = counter.left(clock.nanos(), key.limit);
            if (left.compareTo(longest) > 0) longest = left;
        }
        return longest;
    }

    void failed(String address, InetAddress from) {
        for (Key key : keys(address, from))
            counters.get(key.text, k -> new Counter()).count(clock.nanos());
    }

    /** A right password clears what its owner's own typing errors counted. */
    void succeeded(String address, InetAddress from) {
        counters.invalidate(keys(address, from).getFirst().text);
    }

    private static List<Key> keys(String address, InetAddress from) {
        String who = address.toLowerCase(Locale.ROOT);
        String net = network(from);
        return List.of(
                new Key(who + "@@" + net, ADDRESS_FROM_NETWORK),
                new Key("net " + net, NETWORK),
                new Key("who " + who, ADDRESS));
    }

    static String network(InetAddress from) {
        byte[] bytes = from.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, from instanceof Inet6Address ? 8 : 3));
    }

    private record Key(String text, int limit) {}

    private static final class Counter {
        private long started;
        private int failures;

        synchronized void count(long now) {
            if (failures == 0 || now - started > WINDOW.toNanos()) {
                started = now;
                failures = 0;
            }
            failures++;
        }

        synchronized Duration left(long now, int limit) {
            if (failures < limit) return Duration.ZERO;
            long left = started + WINDOW.toNanos() - now;
            return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
        }
    }
}
