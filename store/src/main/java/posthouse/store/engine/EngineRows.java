// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

import java.nio.ByteBuffer;

/**
 * The two rows that an engine reads. {@code V}: format byte, version, nonce (8 bytes each, big-endian), then what the
 * store adds. Head of a log entry, key {@code L}, version (8 bytes), 0: format byte, nonce, then what the store adds.
 */
public final class EngineRows {
    /** Key of the stamp row. */
    public static final Bytes STAMP = new Bytes(new byte[] {'V'});

    private static final int STAMP_LENGTH = 1 + 2 * Long.BYTES;

    private EngineRows() {}

    /** Key of the head of the log entry of a version. */
    public static Bytes logHead(long version) {
        return new Bytes(ByteBuffer.allocate(2 + Long.BYTES)
                .put((byte) 'L')
                .putLong(version)
                .put((byte) 0)
                .array());
    }

    /** The stamp in the value of a {@code V} row. */
    public static Stamp stamp(Bytes value) {
        if (value.array().length < STAMP_LENGTH)
            throw new IllegalArgumentException("a stamp row has at least 17 bytes");
        var in = ByteBuffer.wrap(value.array(), 1, 2 * Long.BYTES);
        return new Stamp(in.getLong(), in.getLong());
    }

    /** The nonce in the head of a log entry. */
    public static long nonce(Bytes logHeadValue) {
        if (logHeadValue.array().length < 1 + Long.BYTES)
            throw new IllegalArgumentException("a log head has at least 9 bytes");
        return ByteBuffer.wrap(logHeadValue.array(), 1, Long.BYTES).getLong();
    }
}
