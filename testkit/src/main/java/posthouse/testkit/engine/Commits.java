// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import posthouse.base.BlobId;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Commit.BlobPut;
import posthouse.store.engine.Commit.Op;
import posthouse.store.engine.EngineRows;
import posthouse.store.engine.Stamp;

/** Builds commits for tests: adds the stamp row and the head of the log entry. */
public final class Commits {
    private final Stamp expected;
    private final List<Op> ops = new ArrayList<>();
    private final List<BlobPut> blobs = new ArrayList<>();
    private long works = 1;

    private Commits(Stamp expected) {
        this.expected = expected;
    }

    public static Commits from(Stamp expected) {
        return new Commits(expected);
    }

    public static Bytes bytes(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public Commits put(String key, String value) {
        return put(bytes(key), bytes(value));
    }

    public Commits put(Bytes key, Bytes value) {
        ops.add(new Op.Put(key, value));
        return this;
    }

    public Commits delete(String key) {
        return delete(bytes(key));
    }

    public Commits delete(Bytes key) {
        ops.add(new Op.Delete(key));
        return this;
    }

    public Commits absent(String key) {
        return absent(bytes(key));
    }

    public Commits absent(Bytes key) {
        ops.add(new Op.AssertAbsent(key));
        return this;
    }

    public Commits blob(BlobId id, byte[] content) {
        blobs.add(new BlobPut(id, new Bytes(content)));
        return this;
    }

    /** How many versions the commit takes. */
    public Commits works(long count) {
        works = count;
        return this;
    }

    public Commit build(RandomGenerator random) {
        long nonce = random.nextLong() | 1;
        long next = expected.version() + works;
        var all = new ArrayList<Op>(ops);
        all.add(new Op.Put(EngineRows.STAMP, stampRow(next, nonce)));
        for (long v = expected.version() + 1; v <= next; v++)
            all.add(new Op.Put(EngineRows.logHead(v), logHead(nonce)));
        return new Commit(expected, next, nonce, all, List.copyOf(blobs));
    }

    private static Bytes stampRow(long version, long nonce) {
        return new Bytes(ByteBuffer.allocate(17)
                .put((byte) 1)
                .putLong(version)
                .putLong(nonce)
                .array());
    }

    private static Bytes logHead(long nonce) {
        return new Bytes(ByteBuffer.allocate(9).put((byte) 1).putLong(nonce).array());
    }
}
