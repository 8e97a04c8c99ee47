// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import posthouse.base.AccountId;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.CommitRules;
import posthouse.store.engine.Engine;
import posthouse.store.engine.EngineRows;
import posthouse.store.engine.Row;
import posthouse.store.engine.Snapshot;
import posthouse.store.engine.Stamp;

/** One view of an account. Ends after its limit even when its reader forgets it: it would keep deleted bytes on the disk. */
final class RocksSnapshot implements Snapshot {
    private final RocksEngine engine;
    private final Database database;
    private final AccountId account;
    private final org.rocksdb.Snapshot at;
    private final ReadOptions waiting;
    private final ReadOptions inMemory;
    private final Shared shared = new Shared(this::free);
    private final Instant since;
    private final Deadline end;
    private final Stamp stamp;
    private volatile boolean expired;

    static RocksSnapshot of(RocksEngine engine, AccountId account) {
        var database = engine.readable();
        if (!database.shared.enter()) throw engine.refusal();
        return new RocksSnapshot(engine, database, account);
    }

    /** The database was entered for it. */
    private RocksSnapshot(RocksEngine engine, Database database, AccountId account) {
        this.engine = engine;
        this.database = database;
        this.account = account;
        this.since = engine.clock().now();
        this.end = Deadline.in(engine.limits().snapshot(), engine.clock());
        this.at = database.db().getSnapshot();
        this.waiting = new ReadOptions().setSnapshot(at);
        this.inMemory = new ReadOptions().setSnapshot(at).setReadTier(ReadTier.BLOCK_CACHE_TIER);
        database.snapshots.add(this);
        try {
            this.stamp = read(mayWait -> RocksAccount.stamp(stored(EngineRows.STAMP, mayWait)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void free() {
        database.snapshots.remove(this);
        waiting.close();
        inMemory.close();
        database.db().releaseSnapshot(at);
        at.close();
        database.shared.exit();
    }

    @Override
    public Stamp stamp() {
        return stamp;
    }

    @Override
    public Optional<Bytes> get(Bytes key) {
        return read(mayWait -> {
            byte[] stored = stored(key, mayWait);
            return stored == null ? Optional.empty() : Optional.of(unwrapped(stored));
        });
    }

    @Override
    public Map<Bytes, Bytes> getAll(List<Bytes> keys) {
        return read(mayWait -> {
            var found = new HashMap<Bytes, Bytes>();
            for (Bytes key : keys) {
                byte[] stored = stored(key, mayWait);
                if (stored != null) found.put(key, unwrapped(stored));
            }
            return found;
        });
    }

    @Override
    public Engine.Page<Row> page(Bytes from, Bytes to, boolean reverse, int limit) {
        if (from.compareTo(to) >= 0) return new Engine.Page<>(List.of(), false);
        return read(mayWait -> page(Keys.row(account, from), Keys.row(account, to), reverse, limit, mayWait));
    }

    private Engine.Page<Row> page(byte[] from, byte[] to, boolean reverse, int limit, boolean mayWait)
            throws RocksDBException {
        try (var lower = new Slice(from);
                var upper = new Slice(to);
                var bounds = new ReadOptions(mayWait ? waiting : inMemory)
                        .setIterateLowerBound(lower)
                        .setIterateUpperBound(upper);
                var rows = database.db().newIterator(database.rows, bounds)) {
            if (reverse) rows.seekToLast();
            else rows.seekToFirst();
            return collect(rows, reverse, limit);
        }
    }

    private Engine.Page<Row> collect(RocksIterator rows, boolean reverse, int limit) throws RocksDBException {
        var found = new ArrayList<Row>(Math.min(limit, 1024));
        long bytes = 0;
        while (rows.isValid()) {
            if (found.size() >= limit || bytes > CommitRules.PAGE_BYTES) return new Engine.Page<>(found, true);
            if ((found.size() & 0xff) == 0xff) requireAlive();
            byte[] value = rows.value();
            byte[] key = rows.key();
            bytes += key.length + value.length;
            found.add(new Row(Keys.rowKey(key), unwrapped(value)));
            if (reverse) rows.prev();
            else rows.next();
        }
        rows.status();
        return new Engine.Page<>(found, false);
    }

    @Override
    public void close() {
        shared.close();
    }

    void endWhenOld() {
        if (!end.passed(engine.clock())) return;
        expired = true;
        close();
    }

    private <T> T read(Reads.Read<T> read) {
        requireAlive();
        try {
            return engine.reads().read(shared, this::gone, read);
        } catch (RocksDBException e) {
            throw Faults.ofRead(e);
        }
    }

    private byte @org.jspecify.annotations.Nullable [] stored(Bytes key, boolean mayWait) throws RocksDBException {
        return database.db().get(database.rows, mayWait ? waiting : inMemory, Keys.row(account, key));
    }

    private static Bytes unwrapped(byte[] stored) {
        var value = Envelope.unwrapRow(stored);
        if (value == null) throw Faults.damagedRow("its form is not known");
        return value;
    }

    private void requireAlive() {
        if (expired || end.passed(engine.clock())) throw over();
        if (shared.isClosed()) throw gone();
    }

    private RuntimeException gone() {
        if (expired) return over();
        return engine.isCurrent(database) ? new IllegalStateException("the snapshot is closed") : engine.refusal();
    }

    private Refused over() {
        return new Refused(new Failure.Expired(KB.SNAPSHOT_OVER, "snapshot", since, "a snapshot lives 5 seconds"));
    }
}
