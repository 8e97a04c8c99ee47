// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.time.Duration;
import java.util.Set;

/**
 * Bounds of one fetch.
 *
 * @param bytes most of a body
 * @param time longest for everything, redirects included
 * @param redirects most
 * @param types media types that are taken, in lower case
 */
public record FetchLimits(int bytes, Duration time, int redirects, Set<String> types) {
    /** Raster images of remote senders: 10 MB, 15 s, 5 redirects. */
    public static FetchLimits images() {
        return new FetchLimits(
                10_000_000,
                Duration.ofSeconds(15),
                5,
                Set.of(
                        "image/png",
                        "image/jpeg",
                        "image/gif",
                        "image/webp",
                        "image/avif",
                        "image/bmp",
                        "image/x-icon"));
    }
}
