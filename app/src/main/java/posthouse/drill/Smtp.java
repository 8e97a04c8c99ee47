// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §3.1
package posthouse.drill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import posthouse.base.Clock;

/** A sending server: hands one message over and notes the last thing that it was told. */
final class Smtp {
    private static final int PATIENCE = 10_000;

    private final InetSocketAddress address;
    private final Clock clock;

    Smtp(InetSocketAddress address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    Seen send(String to, String subject, boolean lmtp) {
        long began = clock.nanos();
        String did = "sends a message to " + to;
        try (var socket = new Socket()) {
            socket.connect(address, PATIENCE);
            socket.setSoTimeout(PATIENCE);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String said = reply(in);
            for (String line : List.of(
                    (lmtp ? "LHLO" : "EHLO") + " sender.test",
                    "MAIL FROM:<visitor@sender.test>",
                    "RCPT TO:<" + to + ">",
                    "DATA",
                    "From: Visitor <visitor@sender.test>\r\nTo: <" + to + ">\r\nSubject: " + subject
                            + "\r\n\r\nHello.\r\n.")) {
                if (said.charAt(0) != '2' && said.charAt(0) != '3') break;
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                said = reply(in);
            }
            int code = Integer.parseInt(said.substring(0, 3));
            return new Seen("a sending server", did, code, said, said, Map.of(), (clock.nanos() - began) / 1_000_000);
        } catch (IOException e) {
            String said = e instanceof java.net.ConnectException ? "connection refused" : "closed without a word";
            return new Seen("a sending server", did, 0, said, said, Map.of(), (clock.nanos() - began) / 1_000_000);
        }
    }

    private static String reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') line = in.readLine();
        if (line == null || line.length() < 3) throw new IOException("no reply");
        return line;
    }
}
