// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.talk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One side of a conversation: says lines and octets, expects lines. What was not expected is an AssertionError that shows
 * the conversation so far. Patterns match a whole line; {@code *} stands for any text.
 */
public final class Talk implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final List<String> transcript = new ArrayList<>();
    private Socket socket;
    private InputStream in;

    private Talk(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Connects. */
    public static Talk to(InetSocketAddress address) {
        try {
            Socket socket = new Socket();
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            return new Talk(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects to "host:port". */
    public static Talk to(String address) {
        int colon = address.lastIndexOf(':');
        return to(new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    }

    /** Sends the line and CR LF, as UTF-8. */
    public Talk say(String line) {
        return raw(line + "\r\n");
    }

    /** Sends text as it is, as UTF-8, in one segment as far as the kernel agrees. */
    public Talk raw(String text) {
        transcript.add("> " + Escapes.shown(text));
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends octets. */
    public Talk raw(byte[] octets) {
        transcript.add("> " + octets.length + " octets");
        return send(octets);
    }

    /** Sends each piece in a segment of its own. */
    public Talk pieces(List<String> pieces) {
        for (String piece : pieces) {
            raw(piece);
            LockSupport.parkNanos(15_000_000);
        }
        return this;
    }

    private Talk send(byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw failed("could not send: " + e.getMessage());
        }
    }

    /** The next line must match. */
    public Talk expect(String pattern) {
        String line = line();
        if (!Escapes.matches(pattern, line)) throw failed("expected: " + pattern);
        return this;
    }

    /** Reads a whole reply of SMTP's form (lines "250-…" and a last "250 …"); its last line must match. */
    public Talk expectReply(String pattern) {
        String last = reply().getLast();
        if (!Escapes.matches(pattern, last)) throw failed("expected a reply that ends: " + pattern);
        return this;
    }

    /** A whole reply, as its lines. */
    public List<String> reply() {
        List<String> lines = new ArrayList<>();
        do lines.add(line());
        while (lines.getLast().length() > 3 && lines.getLast().charAt(3) == '-');
        return lines;
    }

    /** The next line, without its CR LF. */
    public String line() {
        StringBuilder text = new StringBuilder();
        var octets = new java.io.ByteArrayOutputStream();
        try {
            while (true) {
                int b = in.read();
                if (b < 0) {
                    if (octets.size() == 0) throw failed("the other side closed");
                    break;
                }
                if (b == '\n') break;
                octets.write(b);
            }
        } catch (SocketTimeoutException e) {
            throw failed("nothing came within " + PATIENCE_MILLIS + " ms");
        } catch (IOException e) {
            throw failed("the connection broke: " + e.getMessage());
        }
        text.append(octets.toString(StandardCharsets.UTF_8));
        if (!text.isEmpty() && text.charAt(text.length() - 1) == '\r') text.setLength(text.length() - 1);
        transcript.add("< " + text);
        return text.toString();
    }

    /** The other side must have closed, having said nothing more. */
    public Talk expectClosed() {
        try {
            int b = in.read();
            if (b < 0) return this;
            throw failed(
                    "expected the end, got more: " + (char) b + new String(in.readNBytes(200), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            throw failed("expected the end, and the connection is open");
        } catch (IOException e) {
            return this;
        }
    }

    /** Whether nothing comes for so long. */
    public Talk expectSilence(int millis) {
        try {
            socket.setSoTimeout(millis);
            int b = in.read();
            throw failed(b < 0 ? "expected silence, the other side closed" : "expected silence, got " + (char) b);
        } catch (SocketTimeoutException e) {
            return this;
        } catch (IOException e) {
            throw failed("the connection broke: " + e.getMessage());
        } finally {
            try {
                socket.setSoTimeout(PATIENCE_MILLIS);
            } catch (IOException ignored) {
                transcript.add("(closed)");
            }
        }
    }

    /** Everything until the other side closes. */
    public String rest() {
        try {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            transcript.add("< " + Escapes.shown(text));
            return text;
        } catch (IOException e) {
            throw failed("the connection broke: " + e.getMessage());
        }
    }

    /** Shakes hands as a TLS client. */
    public Talk secure(SSLContext trusting) {
        try {
            SSLSocket tls = (SSLSocket) trusting.getSocketFactory().createSocket(socket, "localhost", 0, true);
            tls.startHandshake();
            socket = tls;
            in = tls.getInputStream();
            transcript.add("(TLS)");
            return this;
        } catch (IOException e) {
            throw failed("no TLS: " + e.getMessage());
        }
    }

    /** What was said so far. */
    public String transcript() {
        return String.join("\n", transcript);
    }

    AssertionError failed(String why) {
        return new AssertionError(why + "\n" + transcript());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            transcript.add("(closed)");
        }
    }
}
