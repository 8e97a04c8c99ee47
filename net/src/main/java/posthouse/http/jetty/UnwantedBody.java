// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Clock;
import posthouse.base.Deadline;

/** What is left of a request's body that nobody reads. */
record UnwantedBody(Request request, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(UnwantedBody.class);

    /** What is read of it, so that its connection can be kept. */
    static final int SHORT = 64 << 10;
    /** How long a client may go on sending it. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    /** Whether all of the request has come; takes what is there without waiting. */
    boolean atEnd() {
        long taken = 0;
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            boolean last = chunk.isLast();
            if (Content.Chunk.isFailure(chunk)) return false;
            taken += chunk.remaining();
            chunk.release();
            if (last) return true;
            if (taken > SHORT) return false;
        }
        return false;
    }

    void discard(long bytes) {
        var deadline = Deadline.in(LINGER, clock);
        var block = new byte[(int) Math.min(bytes, 32 << 10)];
        try {
            InputStream in = Request.asInputStream(request);
            for (long left = bytes; left > 0 && !deadline.passed(clock); ) {
                int read = in.read(block, 0, (int) Math.min(left, block.length));
                if (read < 0) return;
                left -= read;
            }
        } catch (IOException e) {
            LOG.debug("the rest of the body did not come", e);
        }
    }
}
