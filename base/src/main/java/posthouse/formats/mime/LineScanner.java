// SPDX-License-Identifier: Apache-2.0
package posthouse.formats.mime;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream into lines without ever holding more than one buffer: a line that fits is handed over whole,
 * a longer one in pieces. Lines end at LF; their break (CRLF or LF) is counted apart.
 */
final class LineScanner {
    static final int BUFFER = 64 * 1024;

    /** Receives pieces of lines in order. */
    interface Sink {
        /**
         * @param at offset of the piece in the stream
         * @param length octets without the line break
         * @param eol octets of the line break that follows: 0, 1 or 2
         * @param starts the piece begins a line
         * @param ends the piece ends a line (the stream's end counts)
         */
        void piece(byte[] b, int from, int length, int eol, long at, boolean starts, boolean ends);
    }

    private LineScanner() {}

    /** Reads to the end; answers the number of octets. */
    static long scan(InputStream in, Sink sink) throws IOException {
        // A small message at hand needs no large buffer.
        byte[] b = new byte[Math.clamp(in.available() + 1, 4096, BUFFER)];
        int pos = 0;
        int lim = 0;
        long base = 0;
        boolean starts = true;
        int searched = 0;
        while (true) {
            int lf = indexOfLf(b, Math.max(pos, searched), lim);
            if (lf >= 0) {
                int cr = lf > pos && b[lf - 1] == '\r' ? 1 : 0;
                sink.piece(b, pos, lf - cr - pos, 1 + cr, base + pos, starts, true);
                starts = true;
                pos = lf + 1;
                searched = pos;
                continue;
            }
            searched = lim;
            if (lim - pos == b.length) {
                // a line longer than the buffer: all but the last octet, which may be the CR of its break
                sink.piece(b, pos, lim - pos - 1, 0, base + pos, starts, false);
                starts = false;
                pos = lim - 1;
            }
            if (pos > 0) {
                System.arraycopy(b, pos, b, 0, lim - pos);
                base += pos;
                lim -= pos;
                searched = lim;
                pos = 0;
            }
            int n = in.read(b, lim, b.length - lim);
            if (n < 0) {
                if (lim > 0 || !starts) sink.piece(b, 0, lim, 0, base, starts, true);
                return base + lim;
            }
            lim += n;
        }
    }

    private static int indexOfLf(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) if (b[i] == '\n') return i;
        return -1;
    }
}
