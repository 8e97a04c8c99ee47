// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.io.InputStream;
import java.nio.ByteBuffer;
import posthouse.base.BlobId;

/** Reads a range of a blob, one chunk in memory at a time. */
final class BlobStream extends InputStream {
    private final RocksBlobs blobs;
    private final BlobId id;
    private final Manifest manifest;
    private final long end;
    private long position;
    private ByteBuffer chunk = ByteBuffer.allocate(0);

    BlobStream(RocksBlobs blobs, BlobId id, Manifest manifest, long offset, long length) {
        this.blobs = blobs;
        this.id = id;
        this.manifest = manifest;
        this.position = offset;
        this.end = offset + length;
    }

    @Override
    public int read() {
        if (!ensure()) return -1;
        position++;
        return chunk.get() & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length == 0) return 0;
        if (!ensure()) return -1;
        int part = (int) Math.min(Math.min(length, chunk.remaining()), end - position);
        chunk.get(buffer, offset, part);
        position += part;
        return part;
    }

    @Override
    public long skip(long count) {
        long part = Math.max(0, Math.min(count, end - position));
        position += part;
        chunk = ByteBuffer.allocate(0);
        return part;
    }

    @Override
    public int available() {
        return (int) Math.min(chunk.remaining(), end - position);
    }

    /** Whether a byte is there. */
    private boolean ensure() {
        if (position >= end) return false;
        if (chunk.hasRemaining()) return true;
        int index = (int) (position / manifest.chunkSize());
        int within = (int) (position % manifest.chunkSize());
        long start = (long) index * manifest.chunkSize();
        var next = blobs.chunk(id, index);
        if (next.remaining() != Math.min(manifest.chunkSize(), manifest.size() - start))
            throw Faults.damagedBlob("a part of it has another length");
        chunk = next.position(within);
        return true;
    }
}
