// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Which call of an engine goes wrong, and how. */
public final class FaultPlan {
    /** How a call goes wrong. */
    public enum Kind {
        /** Refused before anything was done. */
        ERROR,
        /** Done, but the caller does not learn it: a commit's outcome is unknown, other calls are refused. */
        LOST_REPLY,
        /** The process ends before anything was done. */
        KILL,
        /** The process ends after it was done. */
        KILL_AFTER
    }

    private final AtomicLong calls = new AtomicLong();
    private final Kind kind;
    private final long at;
    private final long seed;
    private final int perMille;

    private FaultPlan(Kind kind, long at, long seed, int perMille) {
        this.kind = kind;
        this.at = at;
        this.seed = seed;
        this.perMille = perMille;
    }

    /** No fault. */
    public static FaultPlan none() {
        return new FaultPlan(Kind.ERROR, -1, 0, 0);
    }

    /** The n-th call (from 1), counted over everything. */
    public static FaultPlan at(Kind kind, long n) {
        return new FaultPlan(kind, n, 0, 0);
    }

    /** So many of a thousand calls, errors and lost replies, by the seed. */
    public static FaultPlan random(long seed, int perMille) {
        return new FaultPlan(Kind.ERROR, -1, seed, perMille);
    }

    /** Calls so far. */
    public long calls() {
        return calls.get();
    }

    /** What happens to this call; null: nothing. */
    @org.jspecify.annotations.Nullable
    Kind next() {
        long n = calls.incrementAndGet();
        if (n == at) return kind;
        if (perMille == 0) return null;
        var dice = new SplittableRandom(seed * 31 + n);
        if (dice.nextInt(1000) >= perMille) return null;
        return dice.nextBoolean() ? Kind.ERROR : Kind.LOST_REPLY;
    }
}
