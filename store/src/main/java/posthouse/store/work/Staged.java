// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.Optional;
import posthouse.base.BlobId;
import posthouse.store.Source;
import posthouse.store.StagedBlob;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Bytes;

/** A blob that was taken in. Small content is in memory and rides in the first commit that uses it. */
final class Staged implements StagedBlob {
    private final Blobs blobs;
    private final BlobId id;
    private final long size;
    private final byte[] sha256;
    private final Optional<Bytes> content;
    private volatile boolean durable;

    Staged(Blobs blobs, BlobId id, long size, byte[] sha256, Optional<Bytes> content) {
        this.blobs = blobs;
        this.id = id;
        this.size = size;
        this.sha256 = sha256;
        this.content = content;
        durable = content.isEmpty();
    }

    @Override
    public BlobId id() {
        return id;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte[] sha256() {
        return sha256;
    }

    @Override
    public Source source() {
        return content.isPresent() ? new Sources.Memory(content.get().array()) : new Sources.Blob(blobs, id, size);
    }

    boolean durable() {
        return durable;
    }

    void becameDurable() {
        durable = true;
    }

    /** What rides; only for small content. */
    Bytes content() {
        return content.orElseThrow();
    }
}
