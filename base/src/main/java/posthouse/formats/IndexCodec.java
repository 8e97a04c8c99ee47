// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Index and search text as row values. Each begins with a format byte; an index never exceeds {@link #MAX_ROW}
 * octets: what does not fit (parts, addresses) is left out and the index marked truncated.
 */
public final class IndexCodec {
    /** Octets of the largest encoded index. */
    public static final int MAX_ROW = 60 * 1024;

    private static final byte FORMAT = 1;
    private static final byte TEXT_FORMAT = 1;
    /** Not compressed: for short texts a compressor's set-up costs as much as indexing the message. */
    private static final byte PLAIN_TEXT = 2;

    private static final int SHORT_TEXT = 4096;
    private static final int MOST_TEXT = 4 * 1024 * 1024;

    private IndexCodec() {}

    /** Everything but the search text, at most {@link #MAX_ROW} octets. */
    public static byte[] encode(MessageIndex index) {
        byte[] whole = write(index);
        for (int keep = 200; whole.length > MAX_ROW; keep /= 2) whole = write(Shorter.of(index, keep));
        return whole;
    }

    /**
     * The index without its search text.
     *
     * @throws IllegalArgumentException when the octets are of a newer format or damaged
     */
    public static MessageIndex decode(byte[] octets) {
        Reader in = new Reader(octets);
        int format = in.octet();
        if (format != FORMAT) throw new IllegalArgumentException("index format " + format);
        int flags = in.octet();
        long size = in.number();
        Envelope envelope = new Envelope(
                in.optional(),
                in.addresses(),
                in.addresses(),
                in.addresses(),
                in.addresses(),
                in.addresses(),
                in.addresses());
        String preview = in.text();
        List<String> messageId = in.texts();
        List<String> inReplyTo = in.texts();
        List<String> references = in.texts();
        Optional<OffsetDateTime> sentAt = Optional.empty();
        if ((flags & 4) != 0) {
            long seconds = in.number() - BIAS;
            ZoneOffset zone = ZoneOffset.ofTotalSeconds((int) (in.number() - 64_800));
            sentAt = Optional.of(LocalDateTime.ofEpochSecond(seconds, 0, zone).atOffset(zone));
        }
        Part structure = in.part(0);
        return new MessageIndex(
                size,
                envelope,
                structure,
                preview,
                (flags & 1) != 0,
                messageId,
                inReplyTo,
                references,
                sentAt,
                (flags & 2) != 0,
                SearchText.EMPTY);
    }

    /** The search text, compressed when that is worth it. */
    public static byte[] encodeText(SearchText text) {
        Writer out = new Writer();
        out.text(text.subject());
        out.text(text.from());
        out.text(text.to());
        out.text(text.body());
        out.text(text.attachments());
        byte[] plain = out.octets();
        if (plain.length <= SHORT_TEXT) {
            Writer short_ = new Writer();
            short_.octet(PLAIN_TEXT);
            short_.octet(text.cut() ? 1 : 0);
            short_.octets(plain, plain.length);
            return short_.octets();
        }
        Deflater deflater = new Deflater(6, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            Writer packed = new Writer();
            packed.octet(TEXT_FORMAT);
            packed.octet(text.cut() ? 1 : 0);
            packed.number(plain.length);
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) packed.octets(buffer, deflater.deflate(buffer));
            return packed.octets();
        } finally {
            deflater.end();
        }
    }

    /** @throws IllegalArgumentException when the octets are of a newer format or damaged */
    public static SearchText decodeText(byte[] octets) {
        Reader in = new Reader(octets);
        int format = in.octet();
        boolean cut = in.octet() == 1;
        return switch (format) {
            case PLAIN_TEXT -> texts(in, cut);
            case TEXT_FORMAT -> texts(new Reader(inflated(in, octets)), cut);
            default -> throw new IllegalArgumentException("search text format " + format);
        };
    }

    private static SearchText texts(Reader in, boolean cut) {
        return new SearchText(in.text(), in.text(), in.text(), in.text(), in.text(), cut);
    }

    private static byte[] inflated(Reader in, byte[] octets) {
        byte[] plain = new byte[in.length(MOST_TEXT)];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(octets, in.at, octets.length - in.at);
            int n = 0;
            while (n < plain.length) {
                int got = inflater.inflate(plain, n, plain.length - n);
                if (got == 0) throw new IllegalArgumentException("search text ends early");
                n += got;
            }
            return plain;
        } catch (DataFormatException damaged) {
            throw new IllegalArgumentException("search text is damaged", damaged);
        } finally {
            inflater.end();
        }
    }

    /** Makes seconds of any year non-negative. */
    private static final long BIAS = 1L << 40;

    private static byte[] write(MessageIndex m) {
        Writer out = new Writer();
        out.octet(FORMAT);
        out.octet((m.hasAttachment() ? 1 : 0)
                | (m.truncated() ? 2 : 0)
                | (m.sentAt().isPresent() ? 4 : 0));
        out.number(m.size());
        Envelope e = m.envelope();
        out.optional(e.subject());
        for (List<MailAddress> list : List.of(e.from(), e.sender(), e.replyTo(), e.to(), e.cc(), e.bcc()))
            out.addresses(list);
        out.text(m.preview());
        out.texts(m.messageId());
        out.texts(m.inReplyTo());
        out.texts(m.references());
        m.sentAt().ifPresent(at -> {
            out.number(at.toEpochSecond() + BIAS);
            out.number(at.getOffset().getTotalSeconds() + 64_800L);
        });
        out.part(m.structure());
        return out.octets();
    }

    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

        byte[] octets() {
            return out.toByteArray();
        }

        void octets(byte[] b, int length) {
            out.write(b, 0, length);
        }

        void octet(int b) {
            out.write(b);
        }

        void number(long n) {
            long rest = n;
            while (rest > 0x7f) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        void text(String s) {
            byte[] b = s.getBytes(StandardCharsets.UTF_8);
            number(b.length);
            out.writeBytes(b);
        }

        void optional(Optional<String> s) {
            octet(s.isPresent() ? 1 : 0);
            s.ifPresent(this::text);
        }

        void texts(List<String> list) {
            number(list.size());
            list.forEach(this::text);
        }

        void addresses(List<MailAddress> list) {
            number(list.size());
            for (MailAddress a : list) {
                optional(a.name());
                text(a.email());
            }
        }

        void part(Part p) {
            text(p.partId());
            text(p.type());
            for (Optional<String> o : List.of(p.charset(), p.disposition(), p.name(), p.cid(), p.location()))
                optional(o);
            texts(p.language());
            text(p.encoding());
            number(p.headerStart());
            number(p.bodyStart());
            number(p.bodyEnd());
            number(p.size());
            number(p.lines());
            number(p.parameters().size());
            new TreeMap<>(p.parameters()).forEach((k, v) -> {
                text(k);
                text(v);
            });
            number(p.children().size());
            p.children().forEach(this::part);
        }
    }

    private static final class Reader {
        private final byte[] b;
        private int at;

        Reader(byte[] b) {
            this.b = b;
        }

        int octet() {
            if (at >= b.length) throw new IllegalArgumentException("row ends early");
            return b[at++] & 0xff;
        }

        long number() {
            long n = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int c = octet();
                n |= (long) (c & 0x7f) << shift;
                if (c < 0x80) return n;
            }
            throw new IllegalArgumentException("number too long");
        }

        int length(int most) {
            long n = number();
            if (n < 0 || n > most) throw new IllegalArgumentException("length " + n);
            return (int) n;
        }

        String text() {
            int n = length(b.length - at);
            String s = new String(b, at, n, StandardCharsets.UTF_8);
            at += n;
            return s;
        }

        Optional<String> optional() {
            return octet() == 1 ? Optional.of(text()) : Optional.empty();
        }

        List<String> texts() {
            int n = length(b.length);
            List<String> list = new ArrayList<>(Math.min(n, 100));
            for (int i = 0; i < n; i++) list.add(text());
            return list;
        }

        List<MailAddress> addresses() {
            int n = length(b.length);
            List<MailAddress> list = new ArrayList<>(Math.min(n, 100));
            for (int i = 0; i < n; i++) list.add(new MailAddress(optional(), text()));
            return list;
        }

        Part part(int depth) {
            if (depth > 250) throw new IllegalArgumentException("structure too deep");
            String id = text();
            String type = text();
            Optional<String> charset = optional();
            Optional<String> disposition = optional();
            Optional<String> name = optional();
            Optional<String> cid = optional();
            Optional<String> location = optional();
            List<String> language = texts();
            String encoding = text();
            long headerStart = number();
            long bodyStart = number();
            long bodyEnd = number();
            long size = number();
            long lines = number();
            Map<String, String> parameters = new HashMap<>();
            int n = length(b.length);
            for (int i = 0; i < n; i++) parameters.put(text(), text());
            int count = length(b.length);
            List<Part> children = new ArrayList<>(Math.min(count, 100));
            for (int i = 0; i < count; i++) children.add(part(depth + 1));
            return new Part(
                    id,
                    type,
                    charset,
                    disposition,
                    name,
                    cid,
                    language,
                    location,
                    encoding,
                    headerStart,
                    bodyStart,
                    bodyEnd,
                    size,
                    lines,
                    parameters,
                    children);
        }
    }
}
