// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import posthouse.base.BlobId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Engine;

/** Blobs in the heap. */
final class MemoryBlobs implements Blobs {
    private final MemoryEngine engine;
    private final ConcurrentSkipListMap<BlobId, Stored> stored;

    MemoryBlobs(MemoryEngine engine, ConcurrentSkipListMap<BlobId, Stored> stored) {
        this.engine = engine;
        this.stored = stored;
    }

    record Stored(byte[] content, Instant at, boolean complete) {}

    ConcurrentSkipListMap<BlobId, Stored> stored() {
        return stored;
    }

    void store(BlobId id, Bytes content) {
        stored.put(id, new Stored(content.array(), engine.clock().now(), true));
    }

    @Override
    public Staged stage(BlobId id) {
        engine.requireOpen();
        return new Staging(id);
    }

    @Override
    public void put(BlobId id, Bytes content) {
        engine.requireOpen();
        if (content.array().length > SMALL)
            throw new Refused(new Failure.TooLarge(KB.COMMIT_LIMIT, "a small blob", content.array().length, SMALL));
        store(id, content);
    }

    @Override
    public Optional<Info> info(BlobId id) {
        engine.requireOpen();
        var found = stored.get(id);
        return found == null || !found.complete
                ? Optional.empty()
                : Optional.of(new Info(found.content.length, found.at, true));
    }

    @Override
    public InputStream open(BlobId id, long offset, long length) {
        engine.requireOpen();
        var found = stored.get(id);
        if (found == null || !found.complete) throw new Refused(new Failure.NotFound(KB.NOT_FOUND, "blob"));
        if (offset < 0 || length < 0 || offset > found.content.length || length > found.content.length - offset)
            throw new IndexOutOfBoundsException("bytes " + offset + " + " + length + " of " + found.content.length);
        return new ByteArrayInputStream(found.content, (int) offset, (int) length);
    }

    @Override
    public Engine.Page<BlobId> list(@Nullable BlobId after, int limit) {
        engine.requireOpen();
        var found = new ArrayList<BlobId>();
        for (var id :
                after == null ? stored.keySet() : stored.tailMap(after, false).keySet()) {
            if (found.size() == limit) return new Engine.Page<>(found, true);
            found.add(id);
        }
        return new Engine.Page<>(found, false);
    }

    @Override
    public void delete(BlobId id) {
        engine.requireOpen();
        stored.remove(id);
    }

    /** Visible to the sweep from its first byte, to readers once finished. */
    private final class Staging implements Staged {
        private final BlobId id;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean over;

        Staging(BlobId id) {
            this.id = id;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            engine.requireOpen();
            if (over) throw new IllegalStateException("the blob is finished");
            bytes.write(buffer, offset, length);
            stored.put(id, new Stored(new byte[0], engine.clock().now(), false));
        }

        @Override
        public void finish() {
            engine.requireOpen();
            if (over) throw new IllegalStateException("the blob is finished");
            over = true;
            var content = bytes.toByteArray();
            stored.put(id, new Stored(content, engine.clock().now(), true));
        }

        @Override
        public void close() {
            over = true;
        }
    }
}
