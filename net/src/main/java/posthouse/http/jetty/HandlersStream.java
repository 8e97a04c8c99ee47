// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What a handler writes its answer to. Closing it does not end the answer: a handler that fails closes its stream on the
 * way out, and what it had written until then would look like a whole answer. The answer ends when the handler has returned.
 */
final class HandlersStream extends FilterOutputStream {
    private boolean closed;

    HandlersStream(OutputStream answer) {
        super(answer);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) throw new IOException("the answer's stream is closed");
        out.write(bytes, offset, length);
    }

    @Override
    public void close() {
        closed = true;
    }
}
