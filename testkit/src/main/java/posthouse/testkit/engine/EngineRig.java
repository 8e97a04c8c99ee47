// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.Deadline;
import posthouse.store.engine.AccountRows;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Engine;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Snapshot;
import posthouse.store.engine.Stamp;

/** An engine under test, with a clock that can be put forward and a seeded source of randomness. */
public abstract class EngineRig implements AutoCloseable {
    private final SteppingClock clock;
    private final RandomGenerator random;
    private final AtomicInteger ids = new AtomicInteger(1);

    protected EngineRig(long seed) {
        this(seed, new SteppingClock());
    }

    EngineRig(long seed, SteppingClock clock) {
        this.clock = clock;
        this.random = new SplittableRandom(seed);
    }

    /** The seed of this run: given by {@code -Dposthouse.test.seed}, else the time; printed. */
    public static long seed() {
        long seed = Long.getLong(
                "posthouse.test.seed", posthouse.base.Clock.system().nanos());
        System.out.println("posthouse.test.seed=" + seed);
        return seed;
    }

    /** The engine; after {@link #restart} another one. */
    public abstract Engine engine();

    /** Closes the engine and opens it again over what it has kept. */
    public abstract void restart();

    @Override
    public abstract void close();

    public SteppingClock clock() {
        return clock;
    }

    public RandomGenerator random() {
        return random;
    }

    public AccountRows account(AccountId id) {
        return engine().account(id);
    }

    public AccountId freshAccount() {
        return new AccountId(ids.getAndIncrement());
    }

    public BlobId freshBlob() {
        return new BlobId(ids.getAndIncrement());
    }

    public Deadline soon() {
        return Deadline.in(Duration.ofSeconds(60), clock);
    }

    public Outcome commit(AccountId id, Commits commits) {
        return commit(id, commits.build(random));
    }

    public Outcome commit(AccountId id, Commit commit) {
        return account(id).commit(commit, soon());
    }

    /** Commits what must apply; the new stamp. */
    public Stamp apply(AccountId id, Commits commits) {
        var outcome = commit(id, commits);
        if (outcome instanceof Outcome.Applied applied) return applied.stamp();
        throw new AssertionError("expected Applied, was " + outcome);
    }

    /** The value in a fresh snapshot. */
    public Optional<Bytes> get(AccountId id, String key) {
        try (Snapshot snapshot = account(id).snapshot()) {
            return snapshot.get(Commits.bytes(key));
        }
    }

    public byte[] content(int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        return content;
    }
}
