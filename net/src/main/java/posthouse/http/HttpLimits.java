// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.time.Duration;

/**
 * Bounds of a door.
 *
 * @param headerBytes of one request's line and headers
 * @param connections open at once
 * @param requestsPerAddress under way at once from one address
 * @param idle after which a silent connection is closed
 * @param socketMessage largest WebSocket message in bytes
 * @param socketQueue frames that may wait for one WebSocket client
 * @param socketWrite how long the oldest of them may wait
 */
public record HttpLimits(
        int headerBytes,
        int connections,
        int requestsPerAddress,
        Duration idle,
        int socketMessage,
        int socketQueue,
        Duration socketWrite) {

    /** What suits a server of any size. */
    public static HttpLimits standard() {
        return new HttpLimits(16 * 1024, 10_000, 512, Duration.ofSeconds(60), 10_000_000, 256, Duration.ofSeconds(30));
    }
}
