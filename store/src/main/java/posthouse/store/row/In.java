// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.Bytes;

/** Reads a row's value. A value that ends early or has a newer format is refused. */
public final class In {
    private final byte[] bytes;
    private int at;

    /** Reads the format byte. */
    public In(Bytes value, int newestFormat) {
        bytes = value.array();
        int format = octet();
        if (format > newestFormat) throw new Refused(new Failure.Broken(KB.STORE_NEWER, "row", "format " + format));
        if (format == 0) throw broken();
    }

    public int octet() {
        if (at >= bytes.length) throw broken();
        return bytes[at++] & 0xff;
    }

    public long fixed() {
        if (bytes.length - at < 8) throw broken();
        long value = 0;
        for (int i = 0; i < 8; i++) value = value << 8 | bytes[at++] & 0xff;
        return value;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) return value;
        }
        throw broken();
    }

    /** A number that counts things that follow, at least one byte each. */
    public int count() {
        long value = number();
        if (value < 0 || value > bytes.length - at) throw broken();
        return (int) value;
    }

    public byte[] bytes() {
        int length = count();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    public String text() {
        int length = count();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** What is left. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
        at = bytes.length;
        return rest;
    }

    public boolean more() {
        return at < bytes.length;
    }

    private static Refused broken() {
        return new Refused(new Failure.Broken(KB.RECORD_DAMAGED, "row", "it ends early"));
    }
}
