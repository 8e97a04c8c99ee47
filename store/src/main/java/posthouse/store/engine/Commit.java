// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

import java.util.List;

/**
 * One or more versions of an account, applied as one batch.
 *
 * @param expected the stamp that was read
 * @param next the version after this commit; greater than expected by the number of grouped works
 * @param nonce of this commit, not zero; in the {@code V} row after it
 * @param ops in order; the {@code V} row is among them, its value begins with a format byte, then version and nonce (8 bytes each, big-endian)
 * @param blobs small blobs that ride in the same batch
 */
public record Commit(Stamp expected, long next, long nonce, List<Op> ops, List<BlobPut> blobs) {

    /** A change of one row. */
    public sealed interface Op {
        Bytes key();

        record Put(Bytes key, Bytes value) implements Op {}

        record Delete(Bytes key) implements Op {}

        /** The commit is a conflict when the key existed before it. */
        record AssertAbsent(Bytes key) implements Op {}
    }

    /** A blob of at most 1 MiB that becomes durable with the commit. */
    public record BlobPut(posthouse.base.BlobId id, Bytes content) {}
}
