// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import posthouse.base.AccountId;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Commit.Op;
import posthouse.store.engine.Stamp;

/** What one write takes with it. Commits of one account see those before them in the group. */
final class Group {
    private final Database database;
    private final Map<AccountId, Stamp> known;
    private final WriteBatch batch;
    private final Map<AccountId, Stamp> stamps = new HashMap<>();
    private final Map<AccountId, List<Commit>> commits = new HashMap<>();

    /** @param known stamps of accounts that are on disk, as far as they are known */
    Group(Database database, Map<AccountId, Stamp> known, WriteBatch batch) {
        this.database = database;
        this.known = known;
        this.batch = batch;
        database.mark(batch);
    }

    Stamp stamp(AccountId account) throws RocksDBException {
        var stamp = stamps.get(account);
        if (stamp == null) stamp = known.get(account);
        if (stamp == null) {
            stamp = RocksAccount.readStamp(database, account, true);
            known.put(account, stamp);
        }
        return stamp;
    }

    boolean exists(AccountId account, Bytes key) throws RocksDBException {
        for (Commit earlier : commits.getOrDefault(account, List.of()).reversed())
            for (Op op : earlier.ops().reversed())
                if (!(op instanceof Op.AssertAbsent) && op.key().equals(key)) return op instanceof Op.Put;
        return database.db().get(database.rows, database.waiting, Keys.row(account, key)) != null;
    }

    void joined(AccountId account, Commit commit) {
        stamps.put(account, new Stamp(commit.next(), commit.nonce()));
        commits.computeIfAbsent(account, x -> new ArrayList<>(2)).add(commit);
    }

    void put(ColumnFamilyHandle family, byte[] key, byte[] value) throws RocksDBException {
        batch.put(family, key, value);
    }

    void delete(ColumnFamilyHandle family, byte[] key) throws RocksDBException {
        batch.delete(family, key);
    }

    Database database() {
        return database;
    }

    /** The stamps that accounts have once the batch is durable. */
    Map<AccountId, Stamp> stamps() {
        return stamps;
    }

    boolean isEmpty() {
        return batch.count() == 0;
    }

    void write() throws RocksDBException {
        database.write(batch, true);
    }
}
