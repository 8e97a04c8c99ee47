// SPDX-License-Identifier: Apache-2.0
// RFC 2045 §6 content transfer encodings
package posthouse.formats.mime;

import java.io.ByteArrayOutputStream;
import posthouse.formats.header.Base64Lenient;

/** Counts a body's decoded octets while it streams by, and keeps the first of them when asked. */
final class BodySink {
    enum Encoding {
        IDENTITY,
        BASE64,
        QUOTED_PRINTABLE
    }

    private final Encoding encoding;
    private final int keep;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private long decoded;
    private int have;
    private int bits;
    private int escape; // quoted-printable: 0 none, 1 after '=', 2 after one digit
    private int high;
    private int blanks; // quoted-printable: blanks that vanish when the line ends

    BodySink(Encoding encoding, int keep) {
        this.encoding = encoding;
        this.keep = keep;
    }

    static Encoding encodingOf(String name) {
        return switch (name) {
            case "base64" -> Encoding.BASE64;
            case "quoted-printable" -> Encoding.QUOTED_PRINTABLE;
            default -> Encoding.IDENTITY;
        };
    }

    long decoded() {
        return decoded;
    }

    byte[] kept() {
        return kept.toByteArray();
    }

    int keptSize() {
        return kept.size();
    }

    void feed(byte[] b, int from, int length) {
        switch (encoding) {
            case IDENTITY -> {
                decoded += length;
                int room = Math.min(length, keep - kept.size());
                if (room > 0) kept.write(b, from, room);
            }
            case BASE64 -> {
                for (int i = from; i < from + length; i++) base64(b[i]);
            }
            case QUOTED_PRINTABLE -> {
                for (int i = from; i < from + length; i++) quoted(b[i]);
            }
        }
    }

    /** A line break inside the body. */
    void lineBreak(byte[] b, int from, int length) {
        if (encoding == Encoding.BASE64) return;
        if (encoding == Encoding.QUOTED_PRINTABLE) {
            blanks = 0;
            if (escape == 1) {
                escape = 0;
                return;
            }
            flushEscape();
        }
        for (int i = from; i < from + length; i++) out(b[i]);
    }

    private void base64(int c) {
        if (c == '=') {
            have = 0;
            bits = 0;
            return;
        }
        int v = Base64Lenient.value(c);
        if (v < 0) return;
        bits = bits << 6 | v;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out(bits >> have);
        }
    }

    private void quoted(byte c) {
        if (escape == 1) {
            if (c == ' ' || c == '\t') return; // "= " before a line break: still soft
            int v = Character.digit(c, 16);
            if (v >= 0) {
                high = c;
                escape = 2;
                return;
            }
            flushEscape();
        } else if (escape == 2) {
            int v = Character.digit(c, 16);
            if (v >= 0) {
                escape = 0;
                out(Character.digit(high, 16) << 4 | v);
                return;
            }
            flushEscape();
        }
        if (c == '=') {
            flushBlanks();
            escape = 1;
        } else if (c == ' ') {
            blanks++;
        } else {
            flushBlanks();
            out(c);
        }
    }

    private void flushEscape() {
        if (escape > 0) out('=');
        if (escape == 2) out(high);
        escape = 0;
    }

    private void flushBlanks() {
        for (; blanks > 0; blanks--) out(' ');
    }

    private void out(int c) {
        decoded++;
        if (kept.size() < keep) kept.write(c);
    }
}
