// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A blocking SMTP (RFC 5321) or LMTP (RFC 2033) client on one connection. Commands are pipelined (RFC 2920) when the server
 * offers it. Not safe for use by two threads.
 */
public final class MailLink implements AutoCloseable {

    public enum Protocol {
        SMTP,
        LMTP
    }

    /**
     * What the server said to one message.
     *
     * @param recipients one reply per RCPT, in the order given
     * @param finals after the final dot: one for SMTP, one per accepted recipient for LMTP; empty when DATA was refused
     */
    public record Answer(List<Reply> recipients, List<Reply> finals) {}

    private final Protocol protocol;
    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private boolean pipelining;

    public MailLink(Protocol protocol, String host, int port, Duration timeout) throws IOException {
        this.protocol = protocol;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) timeout.toMillis());
        socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
        in = new BufferedInputStream(socket.getInputStream(), 8192);
        out = socket.getOutputStream();
        expect(read(null), "greeting");
        greet();
    }

    private void greet() throws IOException {
        List<String> lines = new ArrayList<>();
        write((protocol == Protocol.LMTP ? "LHLO" : "EHLO") + " driver.test\r\n");
        expect(read(lines), "EHLO");
        pipelining = lines.stream().anyMatch(l -> l.toUpperCase(Locale.ROOT).endsWith("PIPELINING"));
    }

    /** Sends one message; {@code data} has CRLF line ends and no line that starts with a dot. */
    public Answer send(String from, List<String> to, byte[] data) throws IOException {
        List<Reply> recipients = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        commands.add("MAIL FROM:<" + from + ">\r\n");
        for (String address : to) commands.add("RCPT TO:<" + address + ">\r\n");
        commands.add("DATA\r\n");
        if (pipelining) write(String.join("", commands));
        Reply last = new Reply(0, "");
        for (int i = 0; i < commands.size(); i++) {
            if (!pipelining) write(commands.get(i));
            last = read(null);
            if (i > 0 && i < commands.size() - 1) recipients.add(last);
        }
        List<Reply> finals = new ArrayList<>();
        if (last.code() == 354) {
            out.write(data);
            write(".\r\n");
            long accepted = recipients.stream().filter(Reply::positive).count();
            long answers = protocol == Protocol.LMTP ? accepted : 1;
            for (int i = 0; i < answers; i++) finals.add(read(null));
        } else {
            write("RSET\r\n");
            read(null);
        }
        return new Answer(recipients, finals);
    }

    private static void expect(Reply reply, String what) throws IOException {
        if (!reply.positive()) throw new IOException(what + " was answered " + reply.code() + " " + reply.text());
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private Reply read(@org.jspecify.annotations.Nullable List<String> lines) throws IOException {
        while (true) {
            String line = readLine();
            if (lines != null) lines.add(line);
            if (line.length() < 3) throw new IOException("not a reply: " + line);
            if (line.length() == 3 || line.charAt(3) == ' ')
                return new Reply(Integer.parseInt(line.substring(0, 3)), line.substring(Math.min(4, line.length())));
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder(80);
        while (true) {
            int b = in.read();
            if (b < 0) throw new EOFException("the server closed the connection");
            if (b == '\n') return line.toString();
            if (b != '\r') line.append((char) b);
            if (line.length() > 10_000) throw new IOException("a reply line without end");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
