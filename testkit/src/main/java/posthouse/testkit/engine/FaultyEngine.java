// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.AccountRows;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Engine;
import posthouse.store.engine.Health;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Row;
import posthouse.store.engine.Snapshot;
import posthouse.store.engine.Stamp;

/** Another engine whose calls go wrong by a plan. */
public final class FaultyEngine implements Engine {
    private final Engine inner;
    private final FaultPlan plan;
    private final Clock clock;

    public FaultyEngine(Engine inner, FaultPlan plan, Clock clock) {
        this.inner = inner;
        this.plan = plan;
        this.clock = clock;
    }

    private <T> T faulty(Supplier<T> call, Supplier<T> lost) {
        var kind = plan.next();
        if (kind == null) return call.get();
        return switch (kind) {
            case ERROR -> throw refused();
            case LOST_REPLY -> {
                T done = call.get();
                if (done instanceof AutoCloseable open && !(done instanceof AccountRows)) closed(open);
                yield lost.get();
            }
            case KILL -> throw halted();
            case KILL_AFTER -> {
                var _ = call.get();
                throw halted();
            }
        };
    }

    private <T> T faulty(Supplier<T> call) {
        return faulty(call, () -> {
            throw refused();
        });
    }

    private void faulty(Runnable call) {
        boolean done = faulty(() -> {
            call.run();
            return true;
        });
        if (!done) throw new IllegalStateException();
    }

    private Refused refused() {
        return new Refused(new Failure.Unavailable(KB.STORE_FAILED, "store", clock.now()));
    }

    private static RuntimeException halted() {
        Runtime.getRuntime().halt(137);
        return new IllegalStateException("halted");
    }

    private static void closed(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public AccountRows account(AccountId id) {
        return new Account(inner.account(id));
    }

    @Override
    public Page<AccountId> accounts(@Nullable AccountId after, int limit) {
        return faulty(() -> inner.accounts(after, limit));
    }

    @Override
    public Blobs blobs() {
        return new FaultyBlobs(inner.blobs());
    }

    @Override
    public Limits limits() {
        return inner.limits();
    }

    @Override
    public Health health() {
        return inner.health();
    }

    @Override
    public void checkpoint(Path into) {
        inner.checkpoint(into);
    }

    @Override
    public void close() {
        inner.close();
    }

    private final class Account implements AccountRows {
        private final AccountRows account;

        Account(AccountRows account) {
            this.account = account;
        }

        @Override
        public Stamp stamp() {
            return faulty(account::stamp);
        }

        @Override
        public Snapshot snapshot() {
            return new View(faulty(account::snapshot));
        }

        @Override
        public Outcome commit(Commit commit, Deadline deadline) {
            return faulty(
                    () -> account.commit(commit, deadline),
                    () -> new Outcome.Unknown(commit.expected(), commit.nonce()));
        }

        @Override
        public Outcome resolve(Commit commit, Deadline deadline) {
            return faulty(() -> account.resolve(commit, deadline));
        }
    }

    private final class View implements Snapshot {
        private final Snapshot snapshot;

        View(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public Stamp stamp() {
            return snapshot.stamp();
        }

        @Override
        public Optional<Bytes> get(Bytes key) {
            return faulty(() -> snapshot.get(key));
        }

        @Override
        public Map<Bytes, Bytes> getAll(List<Bytes> keys) {
            return faulty(() -> snapshot.getAll(keys));
        }

        @Override
        public Page<Row> page(Bytes from, Bytes to, boolean reverse, int limit) {
            return faulty(() -> snapshot.page(from, to, reverse, limit));
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }

    private final class FaultyBlobs implements Blobs {
        private final Blobs blobs;

        FaultyBlobs(Blobs blobs) {
            this.blobs = blobs;
        }

        @Override
        public Staged stage(BlobId id) {
            return new FaultyStaged(faulty(() -> blobs.stage(id)));
        }

        @Override
        public void put(BlobId id, Bytes content) {
            faulty(() -> blobs.put(id, content));
        }

        @Override
        public Optional<Info> info(BlobId id) {
            return faulty(() -> blobs.info(id));
        }

        @Override
        public InputStream open(BlobId id, long offset, long length) {
            return faulty(() -> blobs.open(id, offset, length));
        }

        @Override
        public Page<BlobId> list(@Nullable BlobId after, int limit) {
            return faulty(() -> blobs.list(after, limit));
        }

        @Override
        public void delete(BlobId id) {
            faulty(() -> blobs.delete(id));
        }
    }

    private final class FaultyStaged implements Blobs.Staged {
        private final Blobs.Staged staged;

        FaultyStaged(Blobs.Staged staged) {
            this.staged = staged;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            faulty(() -> staged.write(buffer, offset, length));
        }

        @Override
        public void finish() {
            faulty(staged::finish);
        }

        @Override
        public void close() {
            staged.close();
        }
    }
}
