// SPDX-License-Identifier: Apache-2.0
// RFC 2045 §6.8 Base64
package posthouse.formats.header;

import java.io.ByteArrayOutputStream;

/** Base64 that skips what is not of its alphabet and accepts missing padding. */
public final class Base64Lenient {
    private Base64Lenient() {}

    /** Value of a Base64 character (both alphabets), or -1. */
    public static int value(int c) {
        if (c >= 'A' && c <= 'Z') return c - 'A';
        if (c >= 'a' && c <= 'z') return c - 'a' + 26;
        if (c >= '0' && c <= '9') return c - '0' + 52;
        if (c == '+' || c == '-') return 62;
        if (c == '/' || c == '_') return 63;
        return -1;
    }

    static byte[] decode(String s, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream((to - from) * 3 / 4 + 3);
        int bits = 0;
        int have = 0;
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            if (c == '=') {
                // padding ends one run; broken mailers put several runs into one word
                have = 0;
                bits = 0;
                continue;
            }
            int v = value(c);
            if (v < 0) continue;
            bits = bits << 6 | v;
            have += 6;
            if (have >= 8) {
                have -= 8;
                out.write(bits >> have & 0xff);
            }
        }
        return out.toByteArray();
    }
}
