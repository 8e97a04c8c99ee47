// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.AccountRows;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Engine;
import posthouse.store.engine.Health;

/** An engine in the heap: for tests of what stands on engines. {@link #reopened} stands for a restart. */
public final class MemoryEngine implements Engine {
    private static final Limits LIMITS = new Limits(1 << 10, 96 << 10, 8 << 20, 10_000, Duration.ofSeconds(5));

    private final Clock clock;
    private final ConcurrentSkipListMap<AccountId, MemoryAccount> accounts;
    private final MemoryBlobs blobs;
    private volatile boolean closed;

    public MemoryEngine(Clock clock) {
        this(clock, new ConcurrentSkipListMap<>(), new ConcurrentSkipListMap<>());
    }

    private MemoryEngine(
            Clock clock,
            ConcurrentSkipListMap<AccountId, MemoryAccount> accounts,
            ConcurrentSkipListMap<posthouse.base.BlobId, MemoryBlobs.Stored> stored) {
        this.clock = clock;
        this.accounts = accounts;
        this.blobs = new MemoryBlobs(this, stored);
    }

    /** A new engine over what this one holds; this one is closed. */
    public MemoryEngine reopened() {
        close();
        var kept = new ConcurrentSkipListMap<AccountId, MemoryAccount>();
        var next = new MemoryEngine(clock, kept, blobs.stored());
        accounts.forEach((id, account) -> kept.put(id, account.movedTo(next)));
        return next;
    }

    @Override
    public AccountRows account(AccountId id) {
        return accounts.computeIfAbsent(id, x -> new MemoryAccount(this));
    }

    @Override
    public Page<AccountId> accounts(@Nullable AccountId after, int limit) {
        requireOpen();
        var tail = after == null ? accounts : accounts.tailMap(after, false);
        var found = new ArrayList<AccountId>();
        for (var entry : tail.entrySet()) {
            if (entry.getValue().isEmpty()) continue;
            if (found.size() == limit) return new Page<>(found, true);
            found.add(entry.getKey());
        }
        return new Page<>(found, false);
    }

    @Override
    public Blobs blobs() {
        return blobs;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Health health() {
        return closed ? new Health.Closed() : new Health.Works();
    }

    @Override
    public void checkpoint(Path into) {
        throw new Refused(new Failure.Unsupported(KB.UNSUPPORTED, "checkpoint"));
    }

    @Override
    public void close() {
        closed = true;
    }

    Clock clock() {
        return clock;
    }

    MemoryBlobs memoryBlobs() {
        return blobs;
    }

    void requireOpen() {
        if (closed) throw new Refused(new Failure.Stopping(KB.STOPPING, "store", clock.now()));
    }
}
