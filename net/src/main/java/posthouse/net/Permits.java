// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;

/** Who may still connect: counts of one service in all, by address, and by IPv4 /24 or IPv6 /64. */
final class Permits {
    private final NetLimits limits;
    private final Map<Key, Integer> counts = new HashMap<>();
    private int all;

    /** An address or a network, by its leading bytes. */
    private record Key(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key k && Arrays.equals(bytes, k.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return Arrays.toString(bytes);
        }
    }

    Permits(NetLimits limits) {
        this.limits = limits;
    }

    /** Takes a permit, which {@link #release} gives back; or says which limit is reached. */
    synchronized Optional<Failure> acquire(InetAddress address) {
        if (all >= limits.connections()) return Optional.of(tooMany(all, limits.connections()));
        if (!address.isLoopbackAddress()) {
            int own = counts.getOrDefault(own(address), 0);
            int near = counts.getOrDefault(network(address), 0);
            if (own >= limits.perAddress()) return Optional.of(tooMany(own, limits.perAddress()));
            if (near >= limits.perNetwork()) return Optional.of(tooMany(near, limits.perNetwork()));
            counts.merge(own(address), 1, Integer::sum);
            counts.merge(network(address), 1, Integer::sum);
        }
        all++;
        return Optional.empty();
    }

    synchronized void release(InetAddress address) {
        all--;
        if (address.isLoopbackAddress()) return;
        counts.computeIfPresent(own(address), (k, n) -> n > 1 ? n - 1 : null);
        counts.computeIfPresent(network(address), (k, n) -> n > 1 ? n - 1 : null);
    }

    /** Whether nine tenths are taken: time to wait less for the silent. */
    synchronized boolean scarce() {
        return all >= limits.connections() - limits.connections() / 10;
    }

    private static Failure tooMany(int count, int limit) {
        return new Failure.TooMany(KB.TOO_MANY_CONNECTIONS, "connections", count, limit);
    }

    private static Key own(InetAddress address) {
        return new Key(address.getAddress());
    }

    private static Key network(InetAddress address) {
        byte[] prefix = Arrays.copyOf(address.getAddress(), address instanceof Inet6Address ? 9 : 4);
        // The last byte marks it as a network, so that it never equals an address.
        prefix[prefix.length - 1] = 1;
        byte[] marked = Arrays.copyOf(prefix, prefix.length + 1);
        return new Key(marked);
    }
}
