// SPDX-License-Identifier: Apache-2.0
// RFC 2045 §6, RFC 2046 §5.1, RFC 2183, RFC 2392
package posthouse.formats.compose;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import posthouse.formats.CrLf;
import posthouse.formats.HeaderValue;
import posthouse.formats.OutgoingHeader;
import posthouse.formats.OutgoingPart;
import posthouse.formats.header.EncodedWordWriter;
import posthouse.formats.header.Parameters;

/** Writes a part: its header, an empty line, its body in an encoding that any relay carries. */
public final class PartWriter {
    private final OutputStream out;
    private final HeaderWriter headers;
    private final RandomGenerator random;

    public PartWriter(OutputStream out, RandomGenerator random) {
        this.out = out;
        this.headers = new HeaderWriter(out);
        this.random = random;
    }

    public void write(OutgoingPart p) throws IOException {
        switch (p.content()) {
            case OutgoingPart.Content.Parts(var parts) -> {
                String boundary = boundary();
                header(p, " " + p.type() + EncodedWordWriter.parameter("boundary", boundary), "7bit");
                for (OutgoingPart child : parts) {
                    ascii("--" + boundary + "\r\n");
                    write(child);
                    ascii("\r\n");
                }
                ascii("--" + boundary + "--\r\n");
            }
            case OutgoingPart.Content.Text(String value) -> text(p, value);
            case OutgoingPart.Content.Octets(var source) -> octets(p, source);
        }
    }

    private void text(OutgoingPart p, String value) throws IOException {
        String crlf = value.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace("\n", "\r\n")
                .replace("\0", "");
        boolean plain = isPlain(crlf);
        String charset = plain && p.charset().isEmpty() ? "us-ascii" : "utf-8";
        header(p, " " + p.type() + "; charset=" + charset + flowed(p) + named(p), plain ? "7bit" : "quoted-printable");
        if (plain) ascii(crlf);
        else ascii(QuotedPrintable.encode(crlf));
    }

    private void octets(OutgoingPart p, OutgoingPart.Source source) throws IOException {
        String type = p.type().toLowerCase(Locale.ROOT);
        String charset =
                p.charset().map(c -> EncodedWordWriter.parameter("charset", c)).orElse("");
        boolean message = type.equals("message/rfc822") || type.equals("message/global");
        header(p, " " + p.type() + charset + named(p), message ? (isSevenBit(source) ? "7bit" : "8bit") : "base64");
        try (InputStream in = source.open()) {
            if (message) {
                new CrLf(in).transferTo(out);
                return;
            }
            try (OutputStream encoded =
                    Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).wrap(new KeepOpen(out))) {
                in.transferTo(encoded);
            }
        }
    }

    /** RFC 3676: the one parameter beside the charset that changes how a text is read. */
    private static String flowed(OutgoingPart p) {
        for (OutgoingHeader h : p.headers())
            if (h.name().equalsIgnoreCase("Content-Type") && h.value() instanceof HeaderValue.Raw(String raw)) {
                var given = Parameters.parse(raw).parameters();
                if (!"flowed".equalsIgnoreCase(given.get("format"))) return "";
                return "yes".equalsIgnoreCase(given.get("delsp")) ? "; format=flowed; delsp=yes" : "; format=flowed";
            }
        return "";
    }

    private static String named(OutgoingPart p) {
        return p.name().map(n -> EncodedWordWriter.parameter("name", n)).orElse("");
    }

    private void header(OutgoingPart p, String contentType, String encoding) throws IOException {
        headers.field("Content-Type", contentType);
        headers.field("Content-Transfer-Encoding", " " + encoding);
        if (p.disposition().isPresent() || p.name().isPresent())
            headers.field(
                    "Content-Disposition",
                    " " + p.disposition().orElse("attachment")
                            + p.name()
                                    .map(n -> EncodedWordWriter.parameter("filename", n))
                                    .orElse(""));
        if (p.cid().isPresent()) headers.field("Content-ID", " <" + p.cid().get() + ">");
        if (!p.language().isEmpty()) headers.field("Content-Language", " " + String.join(", ", p.language()));
        if (p.location().isPresent())
            headers.write(OutgoingHeader.text("Content-Location", p.location().get()));
        for (OutgoingHeader h : p.headers()) if (!isContent(h.name())) headers.write(h);
        ascii("\r\n");
    }

    private static boolean isContent(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "content-type", "content-disposition", "content-id", "content-language", "content-location" -> true;
            default -> false;
        };
    }

    private String boundary() {
        byte[] b = new byte[18];
        random.nextBytes(b);
        return "=_" + HexFormat.of().formatHex(b);
    }

    /** ASCII in lines of at most 998, no blank at a line's end, no "From " that a mbox would change. */
    private static boolean isPlain(String s) {
        int line = 0;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\r' || c == '\n') {
                line = 0;
                continue;
            }
            if (c > 126 || c < ' ' && c != '\t' || ++line > 990) return false;
            if (line == 1 && s.startsWith("From ", i)) return false;
        }
        return true;
    }

    private static boolean isSevenBit(OutgoingPart.Source source) throws IOException {
        try (InputStream in = source.open()) {
            byte[] b = new byte[16_384];
            for (int n = in.read(b); n >= 0; n = in.read(b)) for (int i = 0; i < n; i++) if (b[i] < 0) return false;
        }
        return true;
    }

    private void ascii(String s) throws IOException {
        out.write(s.getBytes(StandardCharsets.US_ASCII));
    }

    /** The Base64 stream closes what it wraps: the message goes on. */
    private static final class KeepOpen extends FilterOutputStream {
        KeepOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
