// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §2.3 line ends
package posthouse.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Makes every line end CRLF while reading: a lone LF gets its CR, what already is CRLF stays octet for octet.
 * A lone CR stays (it may be part of binary content). Applying it twice changes nothing.
 */
public final class CrLf extends FilterInputStream {
    private final byte[] buffer = new byte[8192];
    private int at;
    private int end;
    private boolean afterCr;
    private boolean owesLf;

    public CrLf(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) return 0;
        int n = 0;
        while (n < len) {
            if (owesLf) {
                b[off + n++] = '\n';
                owesLf = false;
                afterCr = false;
                continue;
            }
            if (at == end) {
                if (n > 0 && in.available() == 0) return n;
                end = in.read(buffer, 0, buffer.length);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    return n == 0 ? -1 : n;
                }
            }
            byte c = buffer[at++];
            if (c == '\n' && !afterCr) {
                b[off + n++] = '\r';
                owesLf = true;
            } else {
                b[off + n++] = c;
                afterCr = c == '\r';
            }
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] sink = new byte[(int) Math.min(8192, Math.max(0, n))];
        int got = sink.length == 0 ? 0 : read(sink, 0, sink.length);
        return Math.max(0, got);
    }

    @Override
    public int available() {
        return end - at;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
