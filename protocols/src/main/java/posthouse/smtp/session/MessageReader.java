// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.5.3.2.5 data block timeout, §4.5.2 · RFC 3030 §2 chunks
package posthouse.smtp.session;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.delivery.Intake;
import posthouse.net.Connection;
import posthouse.smtp.syntax.DataDecoder;

/**
 * Streams the octets of a message from the connection to the intake. Whatever is wrong with it, it is read to its end, so
 * that nothing in it can be taken for commands.
 */
public final class MessageReader {
    private static final Duration START = Duration.ofMinutes(3);
    /** A sender that writes bare line ends may never send the real end: silence for so long ends the session. */
    private static final Duration AFTER_BARE = Duration.ofSeconds(4);
    /** How much of a refused message is read before the session ends instead. */
    static final long REFUSED = 64L << 20;

    private final Connection connection;
    private final Clock clock;

    public MessageReader(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /**
     * How it ended.
     *
     * @param failure why the message is refused, if it is
     * @param atEnd false when the end never came and the session must end
     */
    public record Read(@Nullable Failure failure, boolean atEnd) {}

    /** Reads a message. A connection that breaks off throws; then nothing was taken. */
    public Read read(Intake intake) throws IOException {
        connection.beginTransfer();
        try {
            return transfer(intake);
        } finally {
            connection.endTransfer();
        }
    }

    private Read transfer(Intake intake) throws IOException {
        DataDecoder decoder = new DataDecoder();
        Failure[] failed = new Failure[1];
        DataDecoder.Sink sink = (buffer, offset, length) -> {
            if (failed[0] != null || !decoder.bare().isEmpty()) return;
            try {
                intake.write(buffer, offset, length);
            } catch (Refused e) {
                failed[0] = e.failure();
            }
        };
        long started = clock.nanos();
        long octets = 0;
        long refused = 0;
        while (!decoder.done()) {
            long by = started
                    + START.toNanos()
                    + octets * 1_000_000_000L / connection.limits().minimumRate();
            boolean bare = !decoder.bare().isEmpty();
            if (bare) by = Math.min(by, clock.nanos() + AFTER_BARE.toNanos());
            int ready;
            try {
                ready = connection.await(by);
            } catch (Refused e) {
                if (!bare) throw e;
                return new Read(bareFailure(decoder), false);
            }
            if (ready < 0) throw new IOException("the peer left within a message");
            int from = connection.position();
            int next = decoder.feed(connection.array(), from, from + ready, sink);
            connection.consume(next - from);
            octets += next - from;
            if (failed[0] != null || bare) refused += next - from;
            if (refused > REFUSED) return new Read(failed[0] != null ? failed[0] : bareFailure(decoder), false);
        }
        return new Read(decoder.bare().isEmpty() ? failed[0] : bareFailure(decoder), true);
    }

    /**
     * Reads a chunk to its end, whatever becomes of it. A message has the same time over all its chunks as after DATA. False
     * when its octets were not read, and the session must end. A connection that breaks off throws; then nothing was taken.
     */
    public boolean chunk(long size, Chunks into) throws IOException {
        if (!into.expect(size)) return false;
        connection.beginTransfer();
        long started = clock.nanos();
        try {
            for (long left = size; left > 0; ) {
                long seconds = into.octets() / connection.limits().minimumRate();
                int ready = connection.await(
                        started - into.nanos() + START.plusSeconds(seconds).toNanos());
                if (ready < 0) throw new IOException("the peer left within a chunk");
                int length = (int) Math.min(ready, left);
                into.take(connection.array(), connection.position(), length);
                connection.consume(length);
                left -= length;
            }
        } finally {
            connection.endTransfer();
        }
        into.waited(clock.nanos() - started);
        return true;
    }

    private static Failure bareFailure(DataDecoder decoder) {
        return new Failure.BadInput(KB.BARE_LINE_ENDING, Long.toString(decoder.bareLine()), decoder.bare());
    }
}
