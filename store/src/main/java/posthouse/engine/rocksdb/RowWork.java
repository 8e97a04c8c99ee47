// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import posthouse.base.AccountId;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Commit.Op;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

/** A commit to an account. Encoded on the caller's thread. */
final class RowWork extends Waiting {
    final AccountId account;
    final Commit commit;
    private final List<Encoded> rows;
    private final List<EncodedBlob> blobs;

    /** The stamp that the account has if the batch that carried this is there. */
    volatile @Nullable Stamp proof;

    /** A row on its way: no value means that it is deleted. */
    private record Encoded(byte[] key, byte @Nullable [] value) {}

    RowWork(Database database, AccountId account, Commit commit, int bytes, List<EncodedBlob> blobs) {
        super(database, bytes);
        this.account = account;
        this.commit = commit;
        this.blobs = blobs;
        this.rows = new ArrayList<>(commit.ops().size());
        for (Op op : commit.ops()) {
            if (op instanceof Op.Put put)
                rows.add(new Encoded(Keys.row(account, put.key()), Envelope.wrapRow(put.value())));
            else if (op instanceof Op.Delete delete) rows.add(new Encoded(Keys.row(account, delete.key()), null));
        }
    }

    @Override
    @Nullable
    Outcome join(Group group) throws RocksDBException {
        var actual = group.stamp(account);
        if (!actual.equals(commit.expected())) return new Outcome.Conflict(actual);
        for (Op op : commit.ops())
            if (op instanceof Op.AssertAbsent && group.exists(account, op.key())) return new Outcome.Conflict(actual);
        var database = group.database();
        for (EncodedBlob blob : blobs) blob.join(group);
        for (Encoded row : rows) {
            if (row.value == null) group.delete(database.rows, row.key);
            else group.put(database.rows, row.key, row.value);
        }
        group.joined(account, commit);
        return null;
    }

    @Override
    Outcome applied() {
        return new Outcome.Applied(new Stamp(commit.next(), commit.nonce()));
    }

    private volatile @Nullable Boolean settled;

    /** Found after reopening. */
    void settle(boolean there) {
        settled = there;
    }

    boolean isSettled() {
        return state() == State.DONE && (proof == null || settled != null);
    }

    /** When settled: whether it is there. */
    boolean isApplied() {
        if (proof != null) return Boolean.TRUE.equals(settled);
        return !isRefused() && result() instanceof Outcome.Applied;
    }
}
