// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.AccountRows;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Engine;
import posthouse.store.engine.EngineRows;
import posthouse.store.engine.Health;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

/**
 * The embedded engine. After a failed write it refuses everything with the first cause, reopens its files by itself, and
 * settles what was under way from what it finds there.
 */
public final class RocksEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(RocksEngine.class);
    private static final Limits LIMITS = new Limits(1 << 10, 96 << 10, 8 << 20, 10_000, Duration.ofSeconds(5));
    private static final long CARE_NANOS = Duration.ofMillis(500).toNanos();
    private static final Duration NOTED = Duration.ofSeconds(5);
    private static final Duration KEPT_UNKNOWN = Duration.ofMinutes(10);
    private static final int MOST_UNKNOWN = 10_000;

    private final Path directory;
    private final RocksEngineOptions options;
    private final Clock clock;
    private final AtomicReference<State> state;
    private final Room room;
    private final Reclaim reclaim;
    private final Reads reads;
    private final Bulk bulk;
    private final Committer committer;
    private final RocksBlobs blobs;
    private final Map<Long, Unsettled> unsettled = new ConcurrentHashMap<>();
    private final Thread care;
    private Deadline notedLately;

    private sealed interface State {
        record Open(Database database) implements State {}

        record Broken(Database database, Instant since, Failure cause) implements State {}

        record Closed(Instant since) implements State {}
    }

    private record Unsettled(RowWork work, Deadline forgotten) {}

    /**
     * Opens the data directory, making it when it is not there.
     *
     * @throws Refused when another process has it (KB1108), a newer version wrote it (KB1107), acknowledged changes in its log are
     *     damaged (KB1114), or the disk fails
     */
    public static RocksEngine open(Path directory, RocksEngineOptions options, Clock clock, RandomGenerator random) {
        NativeLibrary.load(options);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory " + directory + " cannot be made", e);
        }
        var room = new Room(directory, options.ballastBytes(), clock);
        try {
            var engine = new RocksEngine(directory, options, clock, room, opened(directory, options, room));
            engine.noteOwner();
            return engine;
        } catch (RocksDBException e) {
            throw new Refused(openFailure(directory, e), e);
        }
    }

    /**
     * Gives up what lies behind the damage of a write-ahead log (KB1114), so that the store opens again; the logs are kept aside.
     *
     * @return where they are kept; empty when none is damaged
     * @throws Refused when another process has the store (KB1108), or the disk fails
     */
    public static Optional<Path> cutLog(Path directory, RocksEngineOptions options, Clock clock) {
        NativeLibrary.load(options);
        try {
            return LogCut.cut(directory, options, clock.now(), owner(directory));
        } catch (RocksDBException e) {
            throw new Refused(openFailure(directory, e), e);
        } catch (IOException e) {
            throw new Refused(
                    new Failure.Broken(KB.DATA_UNUSABLE, directory.toString(), String.valueOf(e.getMessage())), e);
        }
    }

    private RocksEngine(Path directory, RocksEngineOptions options, Clock clock, Room room, Database database) {
        this.directory = directory;
        this.options = options;
        this.clock = clock;
        this.room = room;
        this.state = new AtomicReference<>(new State.Open(database));
        this.reclaim = new Reclaim(4 * options.blobBufferBytes());
        this.reads = new Reads(options.readers());
        this.bulk = new Bulk(this);
        this.committer = new Committer(this, clock);
        this.blobs = new RocksBlobs(this);
        this.notedLately = Deadline.in(NOTED, clock);
        this.care = Thread.ofPlatform().daemon().name("store-care").start(this::care);
    }

    private static Database opened(Path directory, RocksEngineOptions options, Room room) throws RocksDBException {
        Path files = directory.resolve("rows");
        try {
            return whole(files, options);
        } catch (RocksDBException e) {
            if (!Faults.isNoSpace(e) || !room.dropBallast()) throw e;
            return whole(files, options);
        }
    }

    private static Database whole(Path files, RocksEngineOptions options) throws RocksDBException {
        requireWholeLog(files, options);
        return Database.open(files, options);
    }

    private static void requireWholeLog(Path files, RocksEngineOptions options) throws RocksDBException {
        try {
            var damage = LogDamage.find(files, options);
            if (damage.isPresent()) throw new Refused(damage.get().failure(files));
        } catch (IOException e) {
            throw new Refused(
                    new Failure.Broken(KB.DATA_UNUSABLE, files.toString(), String.valueOf(e.getMessage())), e);
        }
    }

    /** For whoever finds the directory taken. On a full disk it may be missing. */
    private void noteOwner() {
        try {
            Files.writeString(
                    directory.resolve("owner"),
                    Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            LOG.warn("{} the owner of {} cannot be noted: {}", KB.DISK_FULL, directory, e.getMessage());
        }
    }

    private static String owner(Path directory) {
        try {
            return "process " + Long.parseLong(Files.readString(directory.resolve("owner")));
        } catch (IOException | NumberFormatException e) {
            return "another process";
        }
    }

    private static Failure openFailure(Path directory, RocksDBException fault) {
        if (Faults.isLocked(fault)) return new Failure.Taken(KB.STORE_LOCKED, directory.toString(), owner(directory));
        // Nothing runs that would reopen it, so that the words for a store that fails while it runs would not be true.
        return new Failure.Broken(KB.DATA_UNUSABLE, directory.toString(), Faults.ofOpening(fault));
    }

    @Override
    public AccountRows account(AccountId id) {
        return new RocksAccount(this, id);
    }

    @Override
    public Page<AccountId> accounts(@Nullable AccountId after, int limit) {
        try {
            var database = readable();
            return reads.read(
                    database.shared, this::refusal, mayWait -> RocksAccount.list(database, after, limit, mayWait));
        } catch (RocksDBException e) {
            throw Faults.ofRead(e);
        }
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
        return switch (state()) {
            case State.Open open ->
                room.isShort() ? new Health.Full(room.shortSince(), room.full()) : new Health.Works();
            case State.Broken broken -> new Health.Failed(broken.since, broken.cause);
            case State.Closed closed -> new Health.Closed();
        };
    }

    @Override
    public void checkpoint(Path into) {
        try {
            Files.createDirectories(into);
            var database = writable();
            reads.readWaiting(database.shared, this::refusal, mayWait -> {
                try (var checkpoint = Checkpoint.create(database.db())) {
                    checkpoint.createCheckpoint(into.resolve("rows").toString());
                    return true;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the copy cannot be made in " + into, e);
        } catch (RocksDBException e) {
            throw new Refused(Faults.ofWrite(e, clock.now()), e);
        }
    }

    @Override
    public void close() {
        var before = state.getAndSet(new State.Closed(clock.now()));
        if (before instanceof State.Closed) return;
        LockSupport.unpark(care);
        committer.close();
        bulk.close();
        reads.close();
        joinCare();
        if (before instanceof State.Open open) closeFiles(open.database);
        if (before instanceof State.Broken broken) closeFiles(broken.database);
    }

    private void joinCare() {
        boolean interrupted = false;
        while (care.isAlive()) {
            try {
                care.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private State state() {
        return Objects.requireNonNull(state.get());
    }

    Clock clock() {
        return clock;
    }

    Reads reads() {
        return reads;
    }

    Bulk bulk() {
        return bulk;
    }

    Committer committer() {
        return committer;
    }

    Reclaim reclaim() {
        return reclaim;
    }

    Room room() {
        return room;
    }

    /** The files to write to, or the reason why there are none. */
    Database writable() {
        if (state() instanceof State.Open open) return open.database;
        throw refusal();
    }

    /** The files to read from: after a failed write the old ones, until they are replaced. */
    Database readable() {
        return switch (state()) {
            case State.Open open -> open.database;
            case State.Broken broken -> broken.database;
            case State.Closed closed -> throw refusal();
        };
    }

    boolean isCurrent(Database database) {
        return state() instanceof State.Open open && open.database == database;
    }

    /** Why nothing can be done now. */
    RuntimeException refusal() {
        return switch (state()) {
            case State.Broken broken -> new Refused(broken.cause);
            case State.Closed closed -> new Refused(new Failure.Stopping(KB.STOPPING, "store", closed.since));
            case State.Open open -> new Refused(new Failure.Unavailable(KB.STORE_FAILED, "store", clock.now()));
        };
    }

    /** A write failed: nothing more is written through these files. */
    void failed(Database database, RocksDBException fault) {
        var now = clock.now();
        var cause = Faults.ofWrite(fault, now);
        if (!(state() instanceof State.Open open) || open.database != database) return;
        if (state.compareAndSet(open, new State.Broken(database, now, cause))) {
            LOG.error("{} a write failed, the store is being reopened: {}", cause.problem(), fault.getMessage());
            LockSupport.unpark(care);
        }
    }

    /** The caller of this work does not learn its end now. */
    Outcome unknown(Waiting work) {
        if (!(work instanceof RowWork row))
            throw new Refused(new Failure.TimedOut(KB.STORE_SLOW, "write", Duration.ZERO));
        if (unsettled.size() < MOST_UNKNOWN)
            unsettled.put(row.commit.nonce(), new Unsettled(row, Deadline.in(KEPT_UNKNOWN, clock)));
        return new Outcome.Unknown(row.commit.expected(), row.commit.nonce());
    }

    /** The end of a commit whose outcome was unknown. */
    Outcome resolve(RocksAccount account, Commit commit, Deadline deadline) {
        var entry = unsettled.get(commit.nonce());
        while (entry != null && !entry.work.isSettled()) {
            if (state() instanceof State.Closed || deadline.passed(clock)) throw refusalOrSlow();
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        while (!(state() instanceof State.Open)) {
            if (state() instanceof State.Closed || deadline.passed(clock)) throw refusal();
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        if (entry != null) unsettled.remove(commit.nonce());
        var wanted = new Stamp(commit.next(), commit.nonce());
        if (entry != null && entry.work.isApplied()) return new Outcome.Applied(wanted);
        var actual = account.stamp();
        if (actual.equals(wanted)) return new Outcome.Applied(wanted);
        if (actual.version() > commit.next()) {
            try (var snapshot = account.snapshot()) {
                var head = snapshot.get(EngineRows.logHead(commit.next()));
                if (head.isPresent() && EngineRows.nonce(head.get()) == commit.nonce())
                    return new Outcome.Applied(wanted);
            }
        }
        return new Outcome.Conflict(actual);
    }

    private RuntimeException refusalOrSlow() {
        return state() instanceof State.Open
                ? new Refused(new Failure.TimedOut(KB.STORE_SLOW, "commit", Duration.ZERO))
                : refusal();
    }

    /** Looks after the engine: reopens it, ends old snapshots, keeps room on the disk. */
    private void care() {
        long wait = 0;
        while (!(state() instanceof State.Closed)) {
            if (wait > 0) LockSupport.parkNanos(this, wait);
            Thread.interrupted();
            switch (state()) {
                case State.Open open -> {
                    open.database.snapshots.forEach(RocksSnapshot::endWhenOld);
                    unsettled.values().removeIf(u -> u.forgotten.passed(clock));
                    room.look();
                    reclaim.look(open.database);
                    noteReached(open.database);
                    wait = CARE_NANOS;
                }
                case State.Broken broken -> wait = reopen(broken) ? 1 : CARE_NANOS;
                case State.Closed closed -> wait = 1;
            }
        }
    }

    private void noteReached(Database database) {
        if (!notedLately.passed(clock)) return;
        notedLately = Deadline.in(NOTED, clock);
        database.noteReached();
    }

    /** Until the disk takes a file again, the old files go on being read. */
    private boolean reopen(State.Broken broken) {
        var refusal = room.refusesFiles(broken.since);
        if (refusal.isPresent()) {
            var cause = refusal.get() instanceof Failure.Unavailable ? broken.cause : refusal.get();
            if (!cause.problem().equals(broken.cause.problem()))
                LOG.error("{} {}: the store is read, not written", cause.problem(), cause);
            state.compareAndSet(broken, new State.Broken(broken.database, broken.since, cause));
            return false;
        }
        closeFiles(broken.database);
        Database database = null;
        try {
            database = opened(directory, options, room);
            committer.forget();
            settle(database);
        } catch (RocksDBException | Refused e) {
            LOG.error("{} the store does not open yet: {}", broken.cause.problem(), e.getMessage());
            if (database != null) closeFiles(database);
            return false;
        }
        room.look();
        if (!state.compareAndSet(broken, new State.Open(database))) {
            closeFiles(database);
            return false;
        }
        LOG.warn("{} the store is open again", broken.cause.problem());
        return true;
    }

    private void settle(Database database) throws RocksDBException {
        for (var entry : new ArrayList<>(unsettled.values())) {
            var proof = entry.work.proof;
            if (proof != null && !entry.work.isSettled())
                entry.work.settle(RocksAccount.readStamp(database, entry.work.account, true)
                        .equals(proof));
        }
    }

    private void closeFiles(Database database) {
        database.endCompaction();
        database.snapshots.forEach(RocksSnapshot::close);
        database.shared.close();
        try {
            while (!database.shared.awaitFreed(1)) {
                LOG.warn("{} waiting for reads of the old files", KB.STORE_FAILED);
                database.snapshots.forEach(RocksSnapshot::close);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
