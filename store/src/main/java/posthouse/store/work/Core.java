// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import posthouse.base.Access;
import posthouse.base.BlobId;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.StoreSettings;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Engine;
import posthouse.store.hot.Lists;
import posthouse.store.key.Keys;
import posthouse.store.row.Head;
import posthouse.store.row.Rows;

/** What all accounts of a store share. */
final class Core {
    /** How long a commit may take before its writer is told that the store is slow. */
    private static final Duration COMMIT = Duration.ofSeconds(30);

    final Engine engine;
    final Access access;
    final Clock clock;
    final StoreSettings settings;
    final Lists lists;
    final Feeds feeds;
    /** Told of accounts whose rights rows changed. */
    volatile java.util.function.Consumer<posthouse.base.AccountId> rightsWatcher = id -> {};

    final BlobPins pins = new BlobPins();
    final Intakes intakes = new Intakes();
    /** Large blobs on their way in. */
    final Set<BlobId> staging = ConcurrentHashMap.newKeySet();

    private final RandomGenerator random;
    private final ReentrantLock randomLock = new ReentrantLock();
    private final ReentrantLock[] building = new ReentrantLock[64];

    Core(Engine engine, Access access, Clock clock, RandomGenerator random, StoreSettings settings) {
        this.engine = engine;
        this.access = access;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        lists = new Lists(settings.listBytes());
        feeds = new Feeds(access, clock);
        for (int i = 0; i < building.length; i++) building[i] = new ReentrantLock();
    }

    /** A random number that is not zero. */
    long fresh() {
        randomLock.lock();
        try {
            long value;
            do value = random.nextLong();
            while (value == 0);
            return value;
        } finally {
            randomLock.unlock();
        }
    }

    Deadline commitDeadline() {
        return Deadline.in(COMMIT, clock);
    }

    /** One lock for all who would otherwise build the same list at once. */
    ReentrantLock building(Lists.Key key) {
        return building[Math.floorMod(key.hashCode(), building.length)];
    }

    /** The head of an account as these rows have it. */
    static Head head(Rows rows) {
        Optional<Bytes> row = rows.get(Keys.HEAD);
        return row.isPresent() ? Head.read(row.get()) : Head.NONE;
    }

    static Refused notFound(String what) {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, what));
    }
}
