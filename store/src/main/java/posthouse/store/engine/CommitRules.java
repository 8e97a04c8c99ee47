// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.Commit.BlobPut;
import posthouse.store.engine.Commit.Op;

/** What every engine asks of a commit before it looks at its data. */
public final class CommitRules {
    /** A page of rows is cut once it holds more bytes than this: 8 MiB. */
    public static final long PAGE_BYTES = 8 << 20;

    private CommitRules() {}

    /**
     * Sizes and shape.
     *
     * @return the bytes that the commit will write, about
     * @throws Refused with TooLarge or TooMany when a limit is passed
     * @throws IllegalArgumentException when the stamp row is missing or says something else than the commit
     */
    public static int check(Commit commit, Engine.Limits limits) {
        if (commit.nonce() == 0) throw new IllegalArgumentException("a commit has a nonce");
        if (commit.next() <= commit.expected().version())
            throw new IllegalArgumentException("a commit raises the version");
        if (commit.ops().size() > limits.commitRows())
            throw new Refused(
                    new Failure.TooMany(KB.COMMIT_LIMIT, "rows", commit.ops().size(), limits.commitRows()));
        boolean stamped = false;
        long bytes = 0;
        for (Op op : commit.ops()) {
            key(op.key(), limits);
            bytes += op.key().array().length;
            if (op instanceof Op.Put put) {
                int length = put.value().array().length;
                if (length > limits.value()) throw tooLarge("a row", length, limits.value());
                bytes += length;
                if (put.key().equals(EngineRows.STAMP)) stamped = stamped(commit, put.value());
            }
        }
        if (!stamped) throw new IllegalArgumentException("a commit writes its stamp row");
        for (BlobPut blob : commit.blobs()) {
            int length = blob.content().array().length;
            if (length > Blobs.SMALL) throw tooLarge("a small blob", length, Blobs.SMALL);
            bytes += length;
        }
        if (bytes > limits.commitBytes()) throw tooLarge("a commit", bytes, limits.commitBytes());
        return (int) bytes;
    }

    /** The length of a key. */
    public static void key(Bytes key, Engine.Limits limits) {
        int length = key.array().length;
        if (length == 0) throw new IllegalArgumentException("a key is not empty");
        if (length > limits.key()) throw tooLarge("a key", length, limits.key());
    }

    private static boolean stamped(Commit commit, Bytes value) {
        var stamp = EngineRows.stamp(value);
        if (stamp.version() != commit.next() || stamp.nonce() != commit.nonce())
            throw new IllegalArgumentException("the stamp row says " + stamp + ", the commit " + commit.next());
        return true;
    }

    private static Refused tooLarge(String what, long size, long limit) {
        return new Refused(new Failure.TooLarge(KB.COMMIT_LIMIT, what, size, limit));
    }
}
