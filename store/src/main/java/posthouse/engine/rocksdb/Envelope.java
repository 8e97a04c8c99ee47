// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import posthouse.store.engine.Bytes;

/**
 * The one place where values and message bytes take their form on disk; the store's data key will be applied here. First
 * byte: format (1 = plain). Chunks carry a CRC-32C of their content, end to end.
 */
final class Envelope {
    static final byte PLAIN = 1;
    private static final int CHUNK_HEAD = 1 + Integer.BYTES;

    private Envelope() {}

    static byte[] wrapRow(Bytes value) {
        byte[] plain = value.array();
        byte[] out = new byte[plain.length + 1];
        out[0] = PLAIN;
        System.arraycopy(plain, 0, out, 1, plain.length);
        return out;
    }

    /** Null when it has a form that this version does not know. */
    static @Nullable Bytes unwrapRow(byte[] stored) {
        if (stored.length == 0 || stored[0] != PLAIN) return null;
        byte[] out = new byte[stored.length - 1];
        System.arraycopy(stored, 1, out, 0, out.length);
        return new Bytes(out);
    }

    static byte[] wrapChunk(byte[] content, int offset, int length) {
        var crc = new CRC32C();
        crc.update(content, offset, length);
        return ByteBuffer.allocate(CHUNK_HEAD + length)
                .put(PLAIN)
                .putInt((int) crc.getValue())
                .put(content, offset, length)
                .array();
    }

    /** The content of a chunk, or null when it is damaged or of an unknown form. */
    static @Nullable ByteBuffer unwrapChunk(byte[] stored) {
        if (stored.length < CHUNK_HEAD || stored[0] != PLAIN) return null;
        var crc = new CRC32C();
        crc.update(stored, CHUNK_HEAD, stored.length - CHUNK_HEAD);
        if ((int) crc.getValue() != ByteBuffer.wrap(stored, 1, Integer.BYTES).getInt()) return null;
        return ByteBuffer.wrap(stored, CHUNK_HEAD, stored.length - CHUNK_HEAD).slice();
    }
}
