// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** A body that refuses once it is larger than allowed. */
final class BoundedInput extends FilterInputStream {
    private final long limit;
    private long read;

    BoundedInput(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    static Refused tooLarge(long size, long limit) {
        return new Refused(new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "body", size, limit));
    }

    private int counted(int n) {
        if (n > 0) read += n;
        if (read > limit) throw tooLarge(read, limit);
        return n;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        counted(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return counted(in.read(bytes, offset, length));
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = 0;
        while (skipped < n && read() >= 0) skipped++;
        return skipped;
    }
}
