// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import posthouse.base.BlobId;

/** Immutable bytes by opaque id. Up to {@link #SMALL} one value; larger ones in chunks with a manifest written last. */
public interface Blobs {
    /** Largest blob that rides in a commit, and the size of a chunk: 1 MiB. */
    int SMALL = 1 << 20;

    /** Starts a large blob; bytes are chunked as they come. Durable once {@link Staged#finish} has returned. */
    Staged stage(BlobId id);

    /** Writes a small blob by itself, durable on return. */
    void put(BlobId id, Bytes content);

    /** What is stored under the id: empty when nothing (complete) is. A failed checksum refuses with Broken. */
    Optional<Info> info(BlobId id);

    /** Streams {@code length} bytes from {@code offset}; reads chunk by chunk, holds no snapshot. */
    InputStream open(BlobId id, long offset, long length);

    /** Ids in order after the given one (null: from the first), incomplete ones too: for the sweep. */
    Engine.Page<BlobId> list(@org.jspecify.annotations.Nullable BlobId after, int limit);

    void delete(BlobId id);

    /** Size in bytes, when it was stored. */
    record Info(long size, Instant storedAt, boolean complete) {}

    /** A large blob on its way in. Closing without finish leaves an orphan for the sweep. */
    interface Staged extends AutoCloseable {
        void write(byte[] buffer, int offset, int length);

        /** Writes the manifest, durable. */
        void finish();

        @Override
        void close();
    }
}
