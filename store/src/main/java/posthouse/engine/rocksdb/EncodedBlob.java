// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import posthouse.base.BlobId;
import posthouse.store.engine.Blobs;

/** A small blob, or the last chunk and the manifest of a large one. */
record EncodedBlob(BlobId id, int index, byte @Nullable [] chunk, byte[] manifest) {

    static EncodedBlob small(BlobId id, byte[] content, Instant now) {
        byte[] sha256 = Manifest.digest().digest(content);
        byte[] manifest = new Manifest(content.length, Blobs.SMALL, now, sha256).print();
        return new EncodedBlob(
                id, 0, content.length == 0 ? null : Envelope.wrapChunk(content, 0, content.length), manifest);
    }

    int bytes() {
        return manifest.length + (chunk == null ? 0 : chunk.length);
    }

    void join(Group group) throws RocksDBException {
        var family = group.database().blobs;
        if (chunk != null) group.put(family, Keys.chunk(id, index), chunk);
        group.put(family, Keys.manifest(id), manifest);
    }

    void join(Database database, WriteBatch batch) throws RocksDBException {
        if (chunk != null) batch.put(database.blobs, Keys.chunk(id, index), chunk);
        batch.put(database.blobs, Keys.manifest(id), manifest);
    }
}
