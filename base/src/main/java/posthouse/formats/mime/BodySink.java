// SPDX-License-Identifier: Apache-2.0
// RFC 2045 §6 content transfer encodings
package posthouse.formats.mime;

import java.io.ByteArrayOutputStream;
import posthouse.formats.header.Base64Lenient;
import posthouse.formats.text.QuotedPrintableDecoder;

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
    private final QuotedPrintableDecoder quoted = new QuotedPrintableDecoder(this::out);
    private long decoded;
    private int have;
    private int bits;

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
                for (int i = from; i < from + length; i++) quoted.octet(b[i] & 0xff);
            }
        }
    }

    /** The body is over. */
    void finish() {
        if (encoding == Encoding.QUOTED_PRINTABLE) quoted.finish();
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

    private void out(int c) {
        decoded++;
        if (kept.size() < keep) kept.write(c);
    }
}
