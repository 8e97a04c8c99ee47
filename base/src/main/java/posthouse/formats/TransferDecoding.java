// SPDX-License-Identifier: Apache-2.0
// RFC 2045 §6 content transfer encodings
package posthouse.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import posthouse.formats.header.Base64Lenient;
import posthouse.formats.text.QuotedPrintableDecoder;

/** Undoes a content transfer encoding while streaming; malformed input is passed on as far as it can be read. */
public final class TransferDecoding {
    private TransferDecoding() {}

    /**
     * The decoded octets of an encoded body (exactly the octets from bodyStart to bodyEnd).
     * An encoding that nobody knows is handed through as it is. Closing closes the source.
     */
    public static InputStream decode(InputStream body, String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "base64" -> new Base64Stream(body);
            case "quoted-printable" -> new QuotedPrintableStream(body);
            default -> body;
        };
    }

    /** True for the encodings of RFC 2045; any other is an encoding problem. */
    public static boolean isKnown(String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "7bit", "8bit", "binary", "base64", "quoted-printable", "" -> true;
            default -> false;
        };
    }

    private abstract static class Decoder extends InputStream {
        private final InputStream source;
        private final byte[] in = new byte[8192];
        private int at;
        private int end;
        private final byte[] out = new byte[16_384];
        private int outAt;
        private int outEnd;
        private boolean ended;

        Decoder(InputStream source) {
            this.source = source;
        }

        abstract void octet(int c);

        /** The source has ended: hands out what was held back. */
        void finish() {}

        final void out(int c) {
            out[outEnd++] = (byte) c;
        }

        private boolean fill() throws IOException {
            outAt = 0;
            outEnd = 0;
            while (outEnd == 0 && !ended) {
                if (at == end) {
                    end = Math.max(0, source.read(in, 0, in.length));
                    at = 0;
                    if (end == 0) {
                        ended = true;
                        finish();
                        break;
                    }
                }
                while (at < end && outEnd < out.length - QuotedPrintableDecoder.MOST_A_STEP) octet(in[at++] & 0xff);
            }
            return outEnd > 0;
        }

        @Override
        public final int read() throws IOException {
            return outAt < outEnd || fill() ? out[outAt++] & 0xff : -1;
        }

        @Override
        public final int read(byte[] b, int off, int len) throws IOException {
            Objects.checkFromIndexSize(off, len, b.length);
            if (len == 0) return 0;
            if (outAt == outEnd && !fill()) return -1;
            int n = Math.min(len, outEnd - outAt);
            System.arraycopy(out, outAt, b, off, n);
            outAt += n;
            return n;
        }

        @Override
        public final void close() throws IOException {
            source.close();
        }
    }

    private static final class Base64Stream extends Decoder {
        private int bits;
        private int have;

        Base64Stream(InputStream source) {
            super(source);
        }

        @Override
        void octet(int c) {
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
                out(bits >> have & 0xff);
            }
        }
    }

    private static final class QuotedPrintableStream extends Decoder {
        private final QuotedPrintableDecoder decoder = new QuotedPrintableDecoder(this::out);

        QuotedPrintableStream(InputStream source) {
            super(source);
        }

        @Override
        void octet(int c) {
            decoder.octet(c);
        }

        @Override
        void finish() {
            decoder.finish();
        }
    }
}
