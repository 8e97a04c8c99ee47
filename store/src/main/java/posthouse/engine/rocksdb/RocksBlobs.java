// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import posthouse.base.BlobId;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Engine;

/** Message bytes: a manifest and chunks under the blob's id. */
final class RocksBlobs implements Blobs {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RocksEngine engine;

    RocksBlobs(RocksEngine engine) {
        this.engine = engine;
    }

    @Override
    public Staged stage(BlobId id) {
        engine.room().require(SMALL);
        return new Staging(engine, id);
    }

    @Override
    public void put(BlobId id, Bytes content) {
        byte[] bytes = content.array();
        if (bytes.length > SMALL)
            throw new Refused(new Failure.TooLarge(KB.COMMIT_LIMIT, "a small blob", bytes.length, SMALL));
        var database = engine.writable();
        engine.room().require(bytes.length);
        finish(engine, database, EncodedBlob.small(id, bytes, engine.clock().now()));
    }

    static void finish(RocksEngine engine, Database database, EncodedBlob blob) {
        engine.committer().submit(new BlobWork(database, blob), Deadline.in(LONGEST, engine.clock()));
    }

    @Override
    public Optional<Info> info(BlobId id) {
        return manifest(id).map(m -> new Info(m.size(), m.storedAt(), true));
    }

    @Override
    public InputStream open(BlobId id, long offset, long length) {
        var manifest = manifest(id).orElseThrow(() -> new Refused(new Failure.NotFound(KB.NOT_FOUND, "blob")));
        if (offset < 0 || length < 0 || offset > manifest.size() || length > manifest.size() - offset)
            throw new IndexOutOfBoundsException("bytes " + offset + " + " + length + " of " + manifest.size());
        return new BlobStream(this, id, manifest, offset, length);
    }

    /** The content of a chunk. */
    ByteBuffer chunk(BlobId id, int index) {
        byte[] key = Keys.chunk(id, index);
        var database = engine.readable();
        byte[] stored;
        try {
            stored = engine.reads()
                    .readWaiting(
                            database.shared,
                            engine::refusal,
                            mayWait -> database.db().get(database.blobs, database.waiting, key));
        } catch (RocksDBException e) {
            throw Faults.ofBlobRead(e);
        }
        if (stored == null) throw Faults.damagedBlob("a part of it is missing");
        var content = Envelope.unwrapChunk(stored);
        if (content == null) throw Faults.damagedBlob("its checksum does not match");
        return content;
    }

    private Optional<Manifest> manifest(BlobId id) {
        var database = engine.readable();
        try {
            byte[] stored = engine.reads()
                    .read(
                            database.shared,
                            engine::refusal,
                            mayWait -> database.db()
                                    .get(
                                            database.blobs,
                                            mayWait ? database.waiting : database.inMemory,
                                            Keys.manifest(id)));
            if (stored == null) return Optional.empty();
            var manifest = Manifest.parse(stored);
            if (manifest == null) throw Faults.damagedBlob("its manifest is damaged");
            return Optional.of(manifest);
        } catch (RocksDBException e) {
            throw Faults.ofBlobRead(e);
        }
    }

    @Override
    public Engine.Page<BlobId> list(@Nullable BlobId after, int limit) {
        var database = engine.readable();
        try {
            return engine.reads()
                    .readWaiting(database.shared, engine::refusal, mayWait -> list(database, after, limit));
        } catch (RocksDBException e) {
            throw Faults.ofBlobRead(e);
        }
    }

    private static Engine.Page<BlobId> list(Database database, @Nullable BlobId after, int limit)
            throws RocksDBException {
        var found = new ArrayList<BlobId>();
        if (after != null && after.value() == -1L) return new Engine.Page<>(found, false);
        try (var keys = database.db().newIterator(database.blobs, database.waiting)) {
            keys.seek(Keys.first(after == null ? 0 : after.value() + 1));
            while (keys.isValid()) {
                if (found.size() == limit) return new Engine.Page<>(found, true);
                long id = Keys.id(keys.key());
                found.add(new BlobId(id));
                if (id == -1L) break;
                keys.seek(Keys.first(id + 1));
            }
            keys.status();
        }
        return new Engine.Page<>(found, false);
    }

    /** The manifest goes in the same write as the chunks; lost in a crash, it is an orphan again and the sweep returns. */
    @Override
    public void delete(BlobId id) {
        var database = engine.writable();
        var keys = new ArrayList<byte[]>();
        var manifest = manifest(id);
        if (manifest.isPresent()) {
            keys.add(Keys.manifest(id));
            for (int i = 0; i < manifest.get().chunks(); i++) keys.add(Keys.chunk(id, i));
        } else {
            keys.addAll(torn(database, id));
        }
        if (keys.isEmpty()) return;
        engine.bulk().write(database, (d, batch) -> {
            for (byte[] key : keys) batch.delete(d.blobs, key);
        });
        engine.reclaim().deleted(manifest.map(Manifest::size).orElse((long) keys.size() * SMALL));
    }

    private ArrayList<byte[]> torn(Database database, BlobId id) {
        try {
            return engine.reads().readWaiting(database.shared, engine::refusal, mayWait -> {
                var keys = new ArrayList<byte[]>();
                try (var chunks = database.db().newIterator(database.blobs, database.waiting)) {
                    for (chunks.seek(Keys.first(id.value())); chunks.isValid(); chunks.next()) {
                        byte[] key = chunks.key();
                        if (Keys.id(key) != id.value()) break;
                        keys.add(key);
                    }
                    chunks.status();
                }
                return keys;
            });
        } catch (RocksDBException e) {
            throw Faults.ofBlobRead(e);
        }
    }
}
