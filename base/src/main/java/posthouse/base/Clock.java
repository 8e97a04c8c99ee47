// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.time.Duration;
import java.time.Instant;

/** The only source of time. Tests inject their own. */
public interface Clock {
    /** Wall-clock time, for people and for mail. May jump. */
    Instant now();

    /** Monotonic nanoseconds, for ages, deadlines and order. */
    long nanos();

    /** Waits for the given time, or returns early with the thread's interrupt flag set. */
    void pause(Duration time);

    /** The machine's clock. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
