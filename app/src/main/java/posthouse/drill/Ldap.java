// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.2, §4.4.1, §4.5
package posthouse.drill;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import posthouse.base.Clock;

/** An address look-up by LDAP, byte by byte: a simple bind, then one search for everything below the root. */
final class Ldap {
    private static final int PATIENCE = 5_000;
    private static final int LONGEST = 1 << 20;

    private final InetSocketAddress address;
    private final Clock clock;

    Ldap(InetSocketAddress address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    /** Binds (anonymously with an empty name) and searches; what the server said last is what was read. */
    Seen search(String who, String name, String password, String base, String attribute, String value) {
        long began = clock.nanos();
        String did = "looks up " + attribute + "=" + value + " by LDAP";
        try (var socket = new Socket()) {
            socket.connect(address, PATIENCE);
            socket.setSoTimeout(PATIENCE);
            InputStream in = socket.getInputStream();
            socket.getOutputStream().write(bind(name, password));
            Answer bound = read(in);
            if (bound.code != 0) return seen(who, did, bound, 0, began);
            socket.getOutputStream().write(search(base, attribute, value));
            int entries = 0;
            while (true) {
                Answer next = read(in);
                if (next.kind == 0x64) entries++;
                else if (next.kind != 0x73) return seen(who, did, next, entries, began);
            }
        } catch (IOException e) {
            String said = e instanceof java.net.SocketTimeoutException
                    ? "no answer within 5 s"
                    : e instanceof java.net.ConnectException ? "connection refused" : "closed without a word";
            return new Seen(who, did, 0, said, said, Map.of("entries", "0"), (clock.nanos() - began) / 1_000_000);
        }
    }

    private Seen seen(String who, String did, Answer answer, int entries, long began) {
        String text = answer.code == 0 ? entries + " entries" : answer.text;
        return new Seen(
                who,
                did,
                answer.code,
                text,
                answer.text,
                Map.of("entries", "" + entries, "code", "" + answer.code),
                (clock.nanos() - began) / 1_000_000);
    }

    private record Answer(int kind, int code, String text) {}

    private static byte[] bind(String name, String password) throws IOException {
        byte[] content = join(new byte[] {2, 1, 3}, tlv(4, utf8(name)), tlv(0x80, utf8(password)));
        return tlv(0x30, join(new byte[] {2, 1, 1}, tlv(0x60, content)));
    }

    private static byte[] search(String base, String attribute, String value) throws IOException {
        byte[] filter = value.equals("*")
                ? tlv(0x87, utf8(attribute))
                : tlv(0xA3, join(tlv(4, utf8(attribute)), tlv(4, utf8(value))));
        byte[] content = join(
                tlv(4, utf8(base)),
                new byte[] {10, 1, 2, 10, 1, 0, 2, 1, 0, 2, 1, 0, 1, 1, 0},
                filter,
                tlv(0x30, new byte[0]));
        return tlv(0x30, join(new byte[] {2, 1, 2}, tlv(0x63, content)));
    }

    private static Answer read(InputStream in) throws IOException {
        byte[] message = content(in);
        int at = 2 + message[1];
        int kind = message[at] & 0xFF;
        int[] next = length(message, at + 1);
        if (kind != 0x61 && kind != 0x65 && kind != 0x78) return new Answer(kind, 0, "");
        int code = message[next[1] + 2] & 0xFF;
        int[] matched = length(message, next[1] + 4);
        int[] said = length(message, matched[1] + matched[0] + 1);
        return new Answer(kind, code, new String(message, said[1], said[0], StandardCharsets.UTF_8));
    }

    private static byte[] content(InputStream in) throws IOException {
        if (in.read() != 0x30) throw new EOFException();
        int size = in.read();
        if (size > 0x80) {
            int octets = size - 0x80;
            size = 0;
            for (int i = 0; i < octets; i++) size = size << 8 | in.read();
        }
        if (size < 0 || size > LONGEST) throw new IOException("no LDAP");
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) throw new EOFException();
        return bytes;
    }

    /** Length and where the content begins. */
    private static int[] length(byte[] bytes, int at) {
        int size = bytes[at] & 0xFF;
        if (size < 0x80) return new int[] {size, at + 1};
        int octets = size - 0x80;
        size = 0;
        for (int i = 0; i < octets; i++) size = size << 8 | bytes[at + 1 + i] & 0xFF;
        return new int[] {size, at + 1 + octets};
    }

    private static byte[] tlv(int tag, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) out.write(content.length);
        else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.write(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) throws IOException {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.write(part);
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
