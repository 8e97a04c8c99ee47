// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What says that a blob is complete. On disk: format byte, size (8), chunk size (4), stored at in milliseconds (8), SHA-256.
 *
 * @param sha256 of the whole content; serves integrity only
 */
record Manifest(long size, int chunkSize, Instant storedAt, byte[] sha256) {
    private static final int LENGTH = 1 + Long.BYTES + Integer.BYTES + Long.BYTES + 32;

    byte[] print() {
        return ByteBuffer.allocate(LENGTH)
                .put(Envelope.PLAIN)
                .putLong(size)
                .putInt(chunkSize)
                .putLong(storedAt.toEpochMilli())
                .put(sha256)
                .array();
    }

    /** Null when it is damaged or of an unknown form. */
    static @Nullable Manifest parse(byte[] stored) {
        if (stored.length != LENGTH || stored[0] != Envelope.PLAIN) return null;
        var in = ByteBuffer.wrap(stored, 1, LENGTH - 1);
        long size = in.getLong();
        int chunkSize = in.getInt();
        long millis = in.getLong();
        if (size < 0 || chunkSize <= 0) return null;
        return new Manifest(
                size, chunkSize, Instant.ofEpochMilli(millis), Arrays.copyOfRange(stored, LENGTH - 32, LENGTH));
    }

    int chunks() {
        return (int) ((size + chunkSize - 1) / chunkSize);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
