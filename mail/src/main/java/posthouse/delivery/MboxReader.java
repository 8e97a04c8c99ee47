// SPDX-License-Identifier: Apache-2.0
// RFC 4155 mbox, in its mboxrd reading: ">From " in a body loses one ">"
package posthouse.delivery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads the messages of an mbox one after another without holding more than a line's beginning. */
final class MboxReader implements AutoCloseable {
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};
    private static final int PEEK = 64;
    /** How far a line "From …" and the one after it are looked at. */
    private static final int LINE = 512;
    /** A sender, if any, then a time and a year in either order. */
    private static final Pattern DATED = Pattern.compile("From (?=.*\\d:\\d\\d)(?=.*\\b\\d{4}\\b).*");

    private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \\t]*:.*");

    private final BufferedInputStream in;
    private boolean atStart = true;
    private boolean ended;
    private Message current = new Message(true);

    MboxReader(BufferedInputStream in) {
        this.in = in;
    }

    /** Goes to the next message; false at the end of the file. */
    boolean next() throws IOException {
        current.drain();
        if (ended) return false;
        if (atStart && !startsWithFrom()) {
            atStart = false;
            ended = peek(1).length == 0;
            current = new Message(false);
            return !ended;
        }
        atStart = false;
        skipLine(in);
        current = new Message(false);
        return true;
    }

    /** The message that {@link #next} went to; valid until the next call. */
    InputStream message() {
        return current;
    }

    /** Skips a first line "From …", which is an mbox's and no header field. */
    static void skipFromLine(BufferedInputStream in) throws IOException {
        if (Arrays.equals(peek(in, FROM.length), FROM)) skipLine(in);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean startsWithFrom() throws IOException {
        return Arrays.equals(peek(FROM.length), FROM);
    }

    /**
     * Whether a line begins a message, and is not a sentence that begins with "From": it has a date, or stands after an empty
     * line and before a header field.
     */
    private boolean startsMessage(boolean afterEmptyLine) throws IOException {
        if (!startsWithFrom()) return false;
        String[] lines = new String(peek(LINE), StandardCharsets.ISO_8859_1).split("\r?\n", 3);
        if (DATED.matcher(lines[0]).matches()) return true;
        return afterEmptyLine && lines.length > 1 && FIELD.matcher(lines[1]).matches();
    }

    private byte[] peek(int count) throws IOException {
        return peek(in, count);
    }

    private static byte[] peek(BufferedInputStream in, int count) throws IOException {
        in.mark(count);
        byte[] bytes = in.readNBytes(count);
        in.reset();
        return bytes;
    }

    private static void skipLine(InputStream in) throws IOException {
        for (int octet = in.read(); octet >= 0 && octet != '\n'; ) octet = in.read();
    }

    /** One message; the empty line before the next "From " line is the mbox's. */
    private final class Message extends InputStream {
        private boolean lineStart = true;
        private boolean done;
        /** An empty line that is held back until it is known whether a "From " line follows. */
        private final byte[] held = new byte[2];

        private int heldCount;
        private int heldAt;
        private boolean checked;

        Message(boolean done) {
            this.done = done;
        }

        @Override
        public int read() throws IOException {
            if (heldAt < heldCount) return held[heldAt++] & 255;
            if (done) return -1;
            if (lineStart && !checked) {
                if (startsMessage(false)) return end();
                if (holdEmptyLine()) {
                    if (startsMessage(true)) return end();
                    if (peek(1).length == 0) return end();
                    return held[heldAt++] & 255;
                }
                unquote();
            }
            checked = false;
            int octet = in.read();
            if (octet < 0) {
                ended = true;
                done = true;
                return -1;
            }
            lineStart = octet == '\n';
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = 0;
            while (count < length) {
                int octet = read();
                if (octet < 0) return count == 0 ? -1 : count;
                buffer[offset + count++] = (byte) octet;
            }
            return count;
        }

        private int end() throws IOException {
            heldAt = heldCount;
            done = true;
            ended = peek(1).length == 0;
            return -1;
        }

        private boolean holdEmptyLine() throws IOException {
            byte[] two = peek(2);
            int count =
                    two.length > 0 && two[0] == '\n' ? 1 : two.length == 2 && two[0] == '\r' && two[1] == '\n' ? 2 : 0;
            if (count == 0) return false;
            System.arraycopy(two, 0, held, 0, count);
            in.skipNBytes(count);
            heldCount = count;
            heldAt = 0;
            return true;
        }

        private void unquote() throws IOException {
            byte[] line = peek(PEEK);
            int quotes = 0;
            while (quotes < line.length && line[quotes] == '>') quotes++;
            if (quotes > 0
                    && line.length >= quotes + FROM.length
                    && Arrays.equals(Arrays.copyOfRange(line, quotes, quotes + FROM.length), FROM)) {
                in.skipNBytes(1);
                checked = true;
            }
        }

        void drain() throws IOException {
            while (read() >= 0) continue;
        }
    }
}
