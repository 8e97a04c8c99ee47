// SPDX-License-Identifier: Apache-2.0
package posthouse.http.pace;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import posthouse.base.Clock;

/** A streamed answer whose writer waits while too much of it lies unread in its reader's kernel. */
final class PacedStream extends OutputStream {
    private static final int PIECE = 64 << 10;
    /** What goes out at once, whoever reads. */
    private static final long FREE = 256 << 10;

    private static final long LOOK_AGAIN = 100_000_000;

    private final OutputStream out;
    private final PeerWindow peer;
    private final Clock clock;
    private final Duration patience;
    private final Pacing.Check check;
    private final Pace pace = new Pace();
    private long room = FREE;
    private long looked;
    private long wrote;

    /** @param patience how long a reader's kernel may take nothing of what was written */
    PacedStream(OutputStream out, PeerWindow peer, Clock clock, Duration patience, Pacing.Check check) {
        this.out = out;
        this.peer = peer;
        this.clock = clock;
        this.patience = patience;
        this.check = check;
        looked = clock.nanos();
        look(looked);
        room = FREE;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        for (int left = length; left > 0; ) {
            int n = (int) Math.min(allowed(), left);
            out.write(bytes, at, n);
            wrote = clock.nanos();
            room -= n;
            at += n;
            left -= n;
        }
    }

    /** What may go out now, after the wait that it takes. */
    private long allowed() throws IOException {
        long now = clock.nanos();
        if (room <= 0 || now - looked > LOOK_AGAIN) {
            check.goesOn();
            look(now);
        }
        for (long pause = pace.pause(now); room <= 0; pause *= 2) {
            check.goesOn();
            if (now - pace.silentSince() > patience.toNanos()) throw new IOException("the client does not read");
            long longest = pace.patience(now);
            if (now - wrote >= longest) return Pace.TRICKLE;
            clock.pause(Duration.ofNanos(Math.min(pause, longest)));
            if (Thread.interrupted()) throw new InterruptedIOException();
            now = clock.nanos();
            look(now);
        }
        return Math.min(room, PIECE);
    }

    private void look(long now) {
        looked = now;
        room = peer.look().map(seen -> pace.room(now, seen)).orElse(Pace.AT_ONCE);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
