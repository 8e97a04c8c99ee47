// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import posthouse.base.Clock;
import posthouse.base.Deadline;

/** One HTTP/1.1 GET over a socket that is connected already (RFC 9112): the JDK's client cannot be held to an address. */
final class HttpExchange {
    private static final int HEAD = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final Clock clock;
    private final Deadline deadline;
    private final byte[] buffer = new byte[16 * 1024];
    private int from;
    private int to;

    /** Status, media type, body; or where to go instead. */
    record Response(int status, String type, Optional<String> location, byte[] body) {}

    HttpExchange(Socket socket, Clock clock, Deadline deadline) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.clock = clock;
        this.deadline = deadline;
    }

    Response get(URI uri, String host, FetchLimits limits) throws IOException, SafeFetcher.NotAllowed {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        String authority = uri.getPort() > 0 ? host + ":" + uri.getPort() : host;
        if ((target + authority).chars().anyMatch(c -> c <= ' ' || c > 126))
            throw new SafeFetcher.NotAllowed("fetch.form");
        String request = "GET " + target + " HTTP/1.1\r\nHost: " + authority
                + "\r\nUser-Agent: Posthouse\r\nAccept: image/*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        int[] left = {HEAD};
        String[] status = line(left).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9][0-9]"))
            throw new IOException("no HTTP");
        int code = Integer.parseInt(status[1]);
        Map<String, String> fields = fields(left);
        String type =
                fields.getOrDefault("content-type", "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String location = fields.get("location");
        if (code >= 300 && code < 400 && location != null)
            return new Response(code, type, Optional.of(location), new byte[0]);
        if (code != 200) return new Response(code, type, Optional.empty(), new byte[0]);
        if (!limits.types().contains(type)) return new Response(code, type, Optional.empty(), new byte[0]);
        if (!fields.getOrDefault("content-encoding", "identity").equalsIgnoreCase("identity"))
            throw new SafeFetcher.NotAllowed("fetch.sent");
        return new Response(code, type, Optional.empty(), body(fields, limits.bytes()));
    }

    private Map<String, String> fields(int[] left) throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = line(left); !line.isEmpty(); line = line(left)) {
            int colon = line.indexOf(':');
            if (colon > 0)
                fields.putIfAbsent(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
        }
        return fields;
    }

    private byte[] body(Map<String, String> fields, int most) throws IOException, SafeFetcher.NotAllowed {
        var body = new ByteArrayOutputStream();
        if (fields.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            int[] left = {HEAD};
            while (true) {
                String size = line(left).split(";", 2)[0].strip();
                if (!size.matches("[0-9A-Fa-f]{1,7}")) throw new IOException("no chunk");
                int length = Integer.parseInt(size, 16);
                if (length == 0) return body.toByteArray();
                copy(body, length, most);
                if (!line(left).isEmpty()) throw new IOException("no chunk's end");
                left[0] = HEAD;
            }
        }
        String length = fields.get("content-length");
        if (length != null) {
            if (!length.matches("[0-9]{1,10}")) throw new IOException("no length");
            copy(body, Long.parseLong(length), most);
        } else {
            while (fill()) copy(body, to - from, most);
        }
        return body.toByteArray();
    }

    private void copy(ByteArrayOutputStream body, long length, int most) throws IOException, SafeFetcher.NotAllowed {
        if (body.size() + length > most) throw new SafeFetcher.NotAllowed("fetch.large");
        for (long left = length; left > 0; ) {
            if (!fill()) throw new EOFException();
            int n = (int) Math.min(left, to - from);
            body.write(buffer, from, n);
            from += n;
            left -= n;
        }
    }

    private String line(int[] left) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            if (!fill()) throw new EOFException();
            if (--left[0] < 0) throw new IOException("head too long");
            byte b = buffer[from++];
            if (b == '\n') break;
            if (b != '\r') line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private boolean fill() throws IOException {
        if (from < to) return true;
        Duration left = deadline.left(clock);
        if (left.isZero()) throw new SocketTimeoutException();
        socket.setSoTimeout((int) Math.max(1, left.toMillis()));
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }
}
