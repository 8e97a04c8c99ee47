// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import posthouse.base.Clock;

/** The machine's clock, which a test can put forward. */
public final class SteppingClock implements Clock {
    private final AtomicLong ahead = new AtomicLong();

    /** From now on it is this much later. */
    public void forward(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    @Override
    public Instant now() {
        return Clock.system().now().plusNanos(ahead.get());
    }

    @Override
    public long nanos() {
        return Clock.system().nanos() + ahead.get();
    }

    @Override
    public void pause(Duration time) {
        Clock.system().pause(time);
    }
}
