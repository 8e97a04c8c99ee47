// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

/** A blob that becomes durable by itself; with it everything that was written before without waiting for the disk. */
final class BlobWork extends Waiting {
    private final EncodedBlob blob;

    BlobWork(Database database, EncodedBlob blob) {
        super(database, blob.bytes());
        this.blob = blob;
    }

    @Override
    @Nullable
    Outcome join(Group group) throws RocksDBException {
        blob.join(group);
        return null;
    }

    @Override
    Outcome applied() {
        return new Outcome.Applied(Stamp.NONE);
    }
}
