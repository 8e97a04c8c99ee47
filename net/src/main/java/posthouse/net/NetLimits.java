// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.time.Duration;

/**
 * Bounds of one service's connections.
 *
 * @param connections at most at once
 * @param perAddress at most from one address; loopback addresses are not counted
 * @param perNetwork at most from one IPv4 /24 or IPv6 /64; likewise
 * @param idle longest wait for the first byte of a line
 * @param line longest wait from a line's first byte to its end
 * @param write longest wait for a peer to take what was written
 * @param minimumRate bytes a second that a long transfer must keep on average
 */
public record NetLimits(
        int connections,
        int perAddress,
        int perNetwork,
        Duration idle,
        Duration line,
        Duration write,
        int minimumRate) {

    /** Bounds after RFC 5321 §4.5.3.2 and the practice of large servers. */
    public static NetLimits standard() {
        return new NetLimits(
                8_000, 100, 400, Duration.ofMinutes(5), Duration.ofSeconds(60), Duration.ofMinutes(2), 500);
    }
}
