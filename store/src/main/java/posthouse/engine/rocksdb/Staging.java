// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.security.MessageDigest;
import posthouse.base.BlobId;
import posthouse.store.engine.Blobs;

/** A blob on its way in: full chunks are written as they come, the last one with the manifest and a flush. */
final class Staging implements Blobs.Staged {
    private final RocksEngine engine;
    private final Database database;
    private final BlobId id;
    private final MessageDigest digest = Manifest.digest();
    private byte[] chunk = new byte[16 << 10];
    private int filled;
    private int index;
    private long size;
    private boolean over;

    Staging(RocksEngine engine, BlobId id) {
        this.engine = engine;
        this.database = engine.writable();
        this.id = id;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        if (over) throw new IllegalStateException("the blob is finished");
        digest.update(buffer, offset, length);
        size += length;
        while (length > 0) {
            if (filled == Blobs.SMALL) flush();
            int part = Math.min(length, Blobs.SMALL - filled);
            if (filled + part > chunk.length)
                chunk = java.util.Arrays.copyOf(
                        chunk, Math.min(Blobs.SMALL, Math.max(filled + part, chunk.length * 4)));
            System.arraycopy(buffer, offset, chunk, filled, part);
            filled += part;
            offset += part;
            length -= part;
        }
    }

    private void flush() {
        engine.room().require(filled);
        byte[] key = Keys.chunk(id, index++);
        byte[] value = Envelope.wrapChunk(chunk, 0, filled);
        engine.bulk().write(database, (d, batch) -> batch.put(d.blobs, key, value));
        filled = 0;
    }

    @Override
    public void finish() {
        if (over) throw new IllegalStateException("the blob is finished");
        over = true;
        engine.room().require(filled);
        byte[] manifest = new Manifest(size, Blobs.SMALL, engine.clock().now(), digest.digest()).print();
        var last = new EncodedBlob(id, index, filled == 0 ? null : Envelope.wrapChunk(chunk, 0, filled), manifest);
        chunk = new byte[0];
        RocksBlobs.finish(engine, database, last);
    }

    @Override
    public void close() {
        over = true;
        chunk = new byte[0];
    }
}
