// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A raw conversation with a port: say bytes, read what comes back. Bytes are ISO 8859-1 characters here. */
public final class Talk implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    public Talk(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(180_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** An SMTP conversation that has said EHLO. */
    public static Talk smtp(int port) throws IOException {
        Talk talk = new Talk(port);
        talk.reply();
        talk.say("EHLO peer.test\r\n");
        talk.reply();
        return talk;
    }

    public Talk say(String text) throws IOException {
        return say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Talk say(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Says it and answers the whole reply. */
    public String ask(String text) throws IOException {
        return say(text).reply();
    }

    /** One SMTP reply with all its lines; "closed" when the connection ended instead. */
    public String reply() throws IOException {
        StringBuilder all = new StringBuilder();
        while (true) {
            String line = line();
            if (line == null) return all.isEmpty() ? "closed" : all + "closed";
            all.append(line).append('\n');
            if (line.length() < 4 || line.charAt(3) != '-') return all.toString();
        }
    }

    private @org.jspecify.annotations.Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b;
            try {
                b = in.read();
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                b = -1;
            }
            if (b < 0) return line.isEmpty() ? null : line.toString();
            if (b == '\n') return line.toString();
            if (b != '\r') line.append((char) b);
        }
    }

    /** Everything that comes within so many milliseconds or until the connection ends. */
    public String everything(int millis) throws IOException {
        socket.setSoTimeout(millis);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) all.write(b);
            all.write("[closed]".getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketTimeoutException e) {
            all.write("[open]".getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            all.write("[closed]".getBytes(StandardCharsets.ISO_8859_1));
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    public OutputStream out() {
        return out;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
