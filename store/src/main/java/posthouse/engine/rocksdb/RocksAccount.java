// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import posthouse.base.AccountId;
import posthouse.base.Deadline;
import posthouse.store.engine.AccountRows;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Commit.BlobPut;
import posthouse.store.engine.CommitRules;
import posthouse.store.engine.Engine;
import posthouse.store.engine.EngineRows;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Snapshot;
import posthouse.store.engine.Stamp;

/** One account: a prefix of the keys. */
final class RocksAccount implements AccountRows {
    /** Message bytes beyond this are written ahead, off the committer's thread. */
    private static final int AHEAD = 64 << 10;

    private final RocksEngine engine;
    private final AccountId id;

    RocksAccount(RocksEngine engine, AccountId id) {
        this.engine = engine;
        this.id = id;
    }

    @Override
    public Stamp stamp() {
        var database = engine.readable();
        var known = engine.committer().knownStamp(id);
        if (known != null) return known;
        try {
            return engine.reads().read(database.shared, engine::refusal, mayWait -> readStamp(database, id, mayWait));
        } catch (RocksDBException e) {
            throw Faults.ofRead(e);
        }
    }

    @Override
    public Snapshot snapshot() {
        return RocksSnapshot.of(engine, id);
    }

    @Override
    public Outcome commit(Commit commit, Deadline deadline) {
        int bytes = CommitRules.check(commit, engine.limits());
        var database = engine.writable();
        if (commit.blobs().isEmpty())
            return engine.committer().submit(work(database, commit, bytes, List.of()), deadline);
        var now = engine.clock().now();
        var blobs = new ArrayList<EncodedBlob>(commit.blobs().size());
        int blobBytes = 0;
        for (BlobPut blob : commit.blobs()) {
            var encoded = EncodedBlob.small(blob.id(), blob.content().array(), now);
            blobs.add(encoded);
            blobBytes += encoded.bytes();
        }
        engine.room().require(blobBytes);
        if (blobBytes <= AHEAD) return engine.committer().submit(work(database, commit, bytes, blobs), deadline);
        engine.bulk().write(database, (d, batch) -> {
            for (EncodedBlob blob : blobs) blob.join(d, batch);
        });
        return engine.committer().submit(work(database, commit, bytes - blobBytes, List.of()), deadline);
    }

    private RowWork work(Database database, Commit commit, int bytes, List<EncodedBlob> blobs) {
        return new RowWork(database, id, commit, Math.max(0, bytes), blobs);
    }

    @Override
    public Outcome resolve(Commit commit, Deadline deadline) {
        return engine.resolve(this, commit, deadline);
    }

    static Stamp readStamp(Database database, AccountId account, boolean mayWait) throws RocksDBException {
        byte[] stored = database.db()
                .get(
                        database.rows,
                        mayWait ? database.waiting : database.inMemory,
                        Keys.row(account, EngineRows.STAMP));
        return stamp(stored);
    }

    static Stamp stamp(byte @Nullable [] stored) {
        if (stored == null) return Stamp.NONE;
        var value = Envelope.unwrapRow(stored);
        if (value == null) throw Faults.damagedRow("its form is not known");
        return EngineRows.stamp(value);
    }

    static Engine.Page<AccountId> list(Database database, @Nullable AccountId after, int limit, boolean mayWait)
            throws RocksDBException {
        var found = new ArrayList<AccountId>();
        if (after != null && after.value() == -1L) return new Engine.Page<>(found, false);
        try (var rows = database.db().newIterator(database.rows, mayWait ? database.waiting : database.inMemory)) {
            rows.seek(Keys.first(after == null ? 0 : after.value() + 1));
            while (rows.isValid()) {
                if (found.size() == limit) return new Engine.Page<>(found, true);
                long id = Keys.id(rows.key());
                found.add(new AccountId(id));
                if (id == -1L) break;
                rows.seek(Keys.first(id + 1));
            }
            rows.status();
        }
        return new Engine.Page<>(found, false);
    }
}
