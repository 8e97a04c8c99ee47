// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.time.Duration;

/**
 * A moment on the monotonic clock after which an operation has failed.
 *
 * @param nanos value of {@link Clock#nanos()} at which it passes
 */
public record Deadline(long nanos) {
    /** The deadline this long from now. */
    public static Deadline in(Duration time, Clock clock) {
        return new Deadline(clock.nanos() + time.toNanos());
    }

    /** What is left, never negative. */
    public Duration left(Clock clock) {
        return Duration.ofNanos(Math.max(0, nanos - clock.nanos()));
    }

    /** Whether it has passed. */
    public boolean passed(Clock clock) {
        return clock.nanos() - nanos >= 0;
    }
}
