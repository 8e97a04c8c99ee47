// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/**
 * One accepted connection, read and written by the one virtual thread that serves it. Answers gather in a buffer and go out
 * when the thread would otherwise wait for input, so that pipelined commands get their answers in one segment.
 *
 * <p>Every wait has a deadline, which a watchdog keeps from outside: a late reader wakes up with {@code Refused(TimedOut)},
 * and a peer that does not take what is written loses the connection.
 */
public final class Connection {
    /** How much of a line that is too long is passed over. */
    private static final int ENDLESS = 1 << 20;

    private static final int SMALL = 1024;
    private static final long NEVER = Long.MAX_VALUE;
    /** How long a session that is ended without grace may take to say why; half of it was too short on a busy machine. */
    static final Duration FAREWELL = Duration.ofMillis(600);
    /** Small at first, so that the kernel can be told to take more when the last words are to be said. */
    private static final int SEND_BUFFER = 64 << 10;

    private static final int LAST_SEND_BUFFER = 1 << 20;
    private static final Duration TURN_AWAY = Duration.ofSeconds(1);
    private static final Duration LINGER = Duration.ofMillis(150);
    /** How long a peer that was told why may take to read it. */
    private static final Duration UNREAD = Duration.ofSeconds(5);

    private final SocketChannel channel;
    private final Clock clock;
    private final NetLimits limits;
    private final Buffers buffers;
    private final TlsSource tlsSource;
    private final InetSocketAddress peer;
    private final InetSocketAddress local;
    private Transport transport;
    private @Nullable TlsTransport tls;

    private byte[] in = new byte[SMALL];
    private @Nullable ByteBuffer borrowed;
    private int from;
    private int to;
    private byte[] out = new byte[SMALL];
    private int pending;

    private volatile long readBy = NEVER;
    private volatile long writeBy = NEVER;
    private volatile long forceBy = NEVER;
    private volatile boolean waitingForCommand;
    private volatile @Nullable Failure ending;
    private volatile boolean forced;
    private volatile boolean hurried;

    Connection(SocketChannel channel, Clock clock, NetLimits limits, Buffers buffers, TlsSource tlsSource)
            throws IOException {
        this.tlsSource = tlsSource;
        this.channel = channel;
        this.clock = clock;
        this.limits = limits;
        this.buffers = buffers;
        this.peer = (InetSocketAddress) channel.getRemoteAddress();
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.transport = new PlainTransport(channel);
        sendBuffer(SEND_BUFFER);
    }

    /** The other side's address. */
    public InetAddress peer() {
        return peer.getAddress();
    }

    /** The other side's port. */
    public int peerPort() {
        return peer.getPort();
    }

    /** This side's address and port. */
    public InetSocketAddress local() {
        return local;
    }

    /** The TLS session, when there is one. */
    public Optional<SSLSession> tls() {
        return tls == null ? Optional.empty() : Optional.of(tls.session());
    }

    /** Bounds of this connection. */
    public NetLimits limits() {
        return limits;
    }

    /** Why this connection is to end, once it is (drain): a command that is being carried out still ends well. */
    public Optional<Failure> ending() {
        return Optional.ofNullable(ending);
    }

    /**
     * The next line, at most {@code limit} bytes without its CR LF. Waits for its first byte as long as a connection may be
     * idle, for the rest as long as a line may take. Refuses with TimedOut or Stopping.
     */
    public Line readLine(int limit) throws IOException {
        int scanned = from;
        long lineBy = NEVER;
        boolean dropping = false;
        long dropped = 0;
        boolean bareCr = false;
        while (true) {
            for (; scanned < to; scanned++) {
                boolean afterCr = scanned > from && in[scanned - 1] == '\r';
                if (in[scanned] == '\n') return line(scanned, afterCr, bareCr, dropping, limit);
                if (afterCr) bareCr = true;
            }
            if (to - from > limit + 1) dropping = true;
            if (dropping && to > from) {
                dropped += to - from - 1;
                if (dropped > ENDLESS) return new Line.Endless(limit);
                // Keeps the last byte: it may be a CR whose LF has not come yet.
                in[0] = in[to - 1];
                from = 0;
                to = 1;
                scanned = 1;
            }
            boolean first = to == from && !dropping;
            if (first) {
                from = 0;
                to = 0;
                scanned = 0;
                // What was pipelined behind a transfer has been read: who waits now needs no large buffer.
                endTransfer();
            } else if (lineBy == NEVER) {
                lineBy = clock.nanos() + limits.line().toNanos();
            }
            int before = from;
            if (!fill(first ? idleBy() : lineBy, first)) return new Line.End();
            scanned -= before - from;
        }
    }

    private Line line(int lf, boolean paired, boolean bareCr, boolean dropping, int limit) {
        int start = from;
        from = lf + 1;
        if (!paired) return new Line.Bare("LF");
        if (bareCr) return new Line.Bare("CR");
        int length = lf - 1 - start;
        if (dropping || length > limit) return new Line.TooLong(limit);
        return new Line.Text(Arrays.copyOfRange(in, start, start + length));
    }

    private long idleBy() {
        long idle = hurried
                ? Math.min(limits.idle().toNanos(), 10_000_000_000L)
                : limits.idle().toNanos();
        return clock.nanos() + idle;
    }

    /**
     * Waits for input by the given deadline and returns how many bytes lie ready in {@link #array} from {@link #position};
     * -1 at the end of the stream. For transfers that are not lines.
     */
    public int await(long byNanos) throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
            if (!fill(byNanos, false)) return -1;
        }
        return to - from;
    }

    /**
     * Waits until so many unread bytes lie in {@link #array}: for the first one as long as a connection may be idle, for the
     * rest as long as a line may take. False at the end of the stream. For messages that say their length; the caller bounds
     * it. Refuses with TimedOut or Stopping.
     */
    public boolean ready(int count) throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
            if (in.length > Buffers.SIZE && borrowed == null) in = new byte[SMALL];
            if (!fill(idleBy(), true)) return false;
        }
        long by = clock.nanos() + limits.line().toNanos();
        while (to - from < count) if (!fill(by, false)) return false;
        return true;
    }

    /** The input buffer; valid until the next read. */
    public byte[] array() {
        return in;
    }

    /** Where unread input begins in {@link #array}. */
    public int position() {
        return from;
    }

    /** Marks bytes as read. */
    public void consume(int count) {
        from += count;
    }

    /** How many bytes have come in and were not read yet. */
    public int buffered() {
        return to - from;
    }

    /** Takes a large input buffer for a transfer; {@link #endTransfer} gives it back. */
    public void beginTransfer() {
        if (borrowed != null) return;
        ByteBuffer big = buffers.take();
        System.arraycopy(in, from, big.array(), 0, to - from);
        to -= from;
        from = 0;
        in = big.array();
        borrowed = big;
    }

    /** Gives the large buffer back, unless pipelined input fills more than a small one: then once that has been read as lines. */
    public void endTransfer() {
        ByteBuffer big = borrowed;
        if (big == null || to - from > SMALL) return;
        byte[] small = new byte[SMALL];
        System.arraycopy(in, from, small, 0, to - from);
        to -= from;
        from = 0;
        in = small;
        borrowed = null;
        buffers.give(big);
    }

    /** Reads more; false at the end of the stream. Sends what is pending first. */
    private boolean fill(long by, boolean command) throws IOException {
        flush();
        if (from > 0 && to == in.length) {
            System.arraycopy(in, from, in, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == in.length) in = Arrays.copyOf(in, in.length * 2);
        readBy = by;
        if (command) waitingForCommand = true;
        try {
            Failure why = ending;
            if (command && why != null) throw new Refused(why);
            int n = transport.read(ByteBuffer.wrap(in, to, in.length - to));
            why = ending;
            if (n <= 0) {
                if (why != null) throw new Refused(why);
                return false;
            }
            to += n;
            return true;
        } catch (IOException e) {
            Failure why = ending;
            if (why != null) throw new Refused(why, e);
            throw e;
        } finally {
            readBy = NEVER;
            waitingForCommand = false;
        }
    }

    /** Adds bytes to what will be sent. */
    public void write(byte[] bytes) throws IOException {
        if (pending + bytes.length > Buffers.SIZE) {
            flush();
            if (bytes.length > Buffers.SIZE) {
                send(ByteBuffer.wrap(bytes));
                return;
            }
        }
        if (pending + bytes.length > out.length)
            out = Arrays.copyOf(out, Math.max(pending + bytes.length, Math.min(out.length * 2, Buffers.SIZE)));
        System.arraycopy(bytes, 0, out, pending, bytes.length);
        pending += bytes.length;
    }

    /** Sends what is pending. */
    public void flush() throws IOException {
        if (pending == 0) return;
        ByteBuffer all = ByteBuffer.wrap(out, 0, pending);
        pending = 0;
        send(all);
        if (out.length > SMALL) out = new byte[SMALL];
    }

    private void send(ByteBuffer bytes) throws IOException {
        writeBy = clock.nanos() + limits.write().toNanos();
        try {
            transport.write(bytes);
        } finally {
            writeBy = NEVER;
        }
    }

    /**
     * Starts TLS as the server, after sending what is pending. Plain text that came before the handshake is refused, never
     * executed (RFC 3207 §4.2): whoever catches the refusal closes the connection.
     */
    public void startTls() throws IOException {
        flush();
        if (to > from) {
            from = to;
            throw new Refused(new Failure.BadInput(KB.PLAINTEXT_AFTER_STARTTLS, "STARTTLS", "plain text"));
        }
        TlsTransport next = new TlsTransport(transport, tlsSource.engine(), buffers, tlsSource::work);
        readBy = clock.nanos() + limits.line().toNanos();
        writeBy = readBy;
        try {
            next.handshake();
        } catch (IOException e) {
            Failure why = ending;
            if (why != null) throw new Refused(why, e);
            throw e;
        } finally {
            readBy = NEVER;
            writeBy = NEVER;
        }
        tls = next;
        transport = next;
    }

    /**
     * Ends the session from outside, as its service's stop does without grace: it may still say why, and is closed under its
     * reader and writer when it has not left after a moment.
     */
    public void end(Failure why) {
        drain(why);
        forceBy = clock.nanos() + FAREWELL.toNanos();
    }

    /** Asks the session to end: at once when it waits for a command, else when the command is done. */
    void drain(Failure why) {
        if (ending != null) return;
        ending = why;
        if (waitingForCommand) stopReading();
        // A writer that waits for a slow reader gets the room to finish what it has begun, and to say why.
        sendBuffer(LAST_SEND_BUFFER);
    }

    private void sendBuffer(int bytes) {
        try {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, bytes);
        } catch (IOException ignored) {
            // It has left.
        }
    }

    /** Asks the session to end now, whatever it reads: what waits for input wakes up and can still say why. */
    void interrupt(Failure why) {
        if (ending == null) ending = why;
        stopReading();
    }

    /** Says one thing to a peer that is not served, and takes what it sends meanwhile, so that it can read the notice. */
    public void turnAway(byte[] notice) throws IOException {
        write(notice);
        flush();
        transport.finish();
        readBy = clock.nanos() + TURN_AWAY.toNanos();
        ByteBuffer dropped = ByteBuffer.allocate(SMALL);
        while (transport.read(dropped.clear()) > 0) {
            // A client may have begun to speak before it heard the notice.
        }
    }

    /** Ends the connection under its reader and writer, wherever they wait. */
    void force(Failure why) {
        if (ending == null) ending = why;
        forced = true;
        try {
            // Nor shall the kernel go on with what it still holds.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        } catch (IOException ignored) {
            // It is gone, which is what was wanted.
        }
    }

    /** Shorter waits while the service is short of connections. */
    void hurry(boolean on) {
        hurried = on;
    }

    /** Whether it was ended from outside. */
    boolean forced() {
        return forced;
    }

    /** Called by the watchdog: enforces the deadlines. */
    void check(long now) {
        Failure why = ending;
        if (why != null && forceBy != NEVER && now - forceBy > 0) {
            force(why);
        } else if (writeBy != NEVER && now - writeBy > 0) {
            force(new Failure.TimedOut(KB.SESSION_TOO_LONG_IDLE, "write", limits.write()));
        } else if (readBy != NEVER && now - readBy > 0) {
            if (ending == null)
                ending = new Failure.TimedOut(
                        KB.SESSION_TOO_LONG_IDLE, "read", waitingForCommand ? limits.idle() : limits.line());
            stopReading();
        }
    }

    private void stopReading() {
        try {
            channel.shutdownInput();
        } catch (IOException ignored) {
            // Closed meanwhile: the reader has noticed.
        }
    }

    /** Closes politely; what could not be sent is dropped. */
    void close() {
        try {
            if (!forced && channel.isOpen()) {
                flush();
                // What a peer still sends would otherwise be answered by a reset, which could overtake the last words.
                if (ending != null && !(ending instanceof Failure.TimedOut)) clock.pause(LINGER);
                writeBy = clock.nanos() + Duration.ofSeconds(5).toNanos();
                transport.finish();
            }
        } catch (IOException ignored) {
            // The peer was faster.
        } finally {
            writeBy = NEVER;
            if (tls != null) tls.release();
            ByteBuffer big = borrowed;
            borrowed = null;
            if (big != null) buffers.give(big);
            in = new byte[0];
            from = 0;
            to = 0;
            // Requests that lie unread would make the kernel answer the close with a reset, which takes what is on its
            // way too.
            if (ending != null && !forced) Thread.ofVirtual().name("last-words").start(this::closeLater);
            else closeChannel();
        }
    }

    private void closeLater() {
        clock.pause(UNREAD);
        closeChannel();
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing is left to close.
        }
    }
}
