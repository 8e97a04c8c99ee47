// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import posthouse.store.engine.Bytes;

/** Writes a row's value. */
public final class Out {
    private byte[] buffer;
    private int length;

    /** Starts with the format byte. */
    public Out(int format, int expected) {
        buffer = new byte[Math.max(16, expected)];
        octet(format);
    }

    public Out octet(int value) {
        need(1);
        buffer[length++] = (byte) value;
        return this;
    }

    /** Eight bytes, big-endian. */
    public Out fixed(long value) {
        need(8);
        for (int i = 7; i >= 0; i--) {
            buffer[length + i] = (byte) value;
            value >>>= 8;
        }
        length += 8;
        return this;
    }

    /** A number that is mostly small and never negative. */
    public Out number(long value) {
        need(10);
        while ((value & ~0x7fL) != 0) {
            buffer[length++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        buffer[length++] = (byte) value;
        return this;
    }

    public Out bytes(byte[] value) {
        number(value.length);
        return raw(value);
    }

    public Out raw(byte[] value) {
        need(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    public Out text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return length;
    }

    public Bytes done() {
        return new Bytes(length == buffer.length ? buffer : Arrays.copyOf(buffer, length));
    }

    private void need(int more) {
        if (length + more > buffer.length) buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
}
