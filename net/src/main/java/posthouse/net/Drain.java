// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import posthouse.base.Clock;
import posthouse.base.Deadline;

/** The waiting of one stop after another for sessions to end, which others may cut short. */
public final class Drain {
    private final Clock clock;
    private final Duration look;
    private volatile Mood mood = Mood.PATIENT;

    private enum Mood {
        PATIENT,
        HURRIED,
        RELENTED
    }

    /** @param look how often it is looked whether all have ended */
    public Drain(Clock clock, Duration look) {
        this.clock = clock;
        this.look = look;
    }

    /** Waits until it is done, the time has passed or somebody hurries; false when the stop is to be given up. */
    public boolean await(Duration grace, BooleanSupplier done, Runnable meanwhile) {
        mood = Mood.PATIENT;
        var end = Deadline.in(grace, clock);
        while (!done.getAsBoolean() && mood == Mood.PATIENT && !end.passed(clock)) {
            clock.pause(look);
            meanwhile.run();
        }
        return mood != Mood.RELENTED;
    }

    /** Whoever waits now waits no longer. */
    public void hurry() {
        if (mood == Mood.PATIENT) mood = Mood.HURRIED;
    }

    /** Whoever waits now gives up stopping. */
    public void relent() {
        mood = Mood.RELENTED;
    }
}
