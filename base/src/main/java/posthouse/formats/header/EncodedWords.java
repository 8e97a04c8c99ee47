// SPDX-License-Identifier: Apache-2.0
// RFC 2047 encoded words · RFC 2231 §5 language suffix · RFC 8621 §4.1.2.2 Text
package posthouse.formats.header;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import posthouse.formats.text.CharacterSets;

/** Decodes encoded words, tolerating what mailers really send (blanks inside, split characters, inside quotes). */
public final class EncodedWords {
    private static final int LONGEST = 4_000;

    private EncodedWords() {}

    /** Unfolded, decoded, NFC, trimmed. */
    public static String text(String raw) {
        String decoded = decode(unfold(raw)).strip();
        return Normalizer.isNormalized(decoded, Normalizer.Form.NFC)
                ? decoded
                : Normalizer.normalize(decoded, Normalizer.Form.NFC);
    }

    /** Removes the line breaks of folds; a bare CR or LF becomes a blank. */
    public static String unfold(String raw) {
        if (raw.indexOf('\r') < 0 && raw.indexOf('\n') < 0) return raw;
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\r' && c != '\n') {
                out.append(c);
                continue;
            }
            if (c == '\r' && i + 1 < raw.length() && raw.charAt(i + 1) == '\n') i++;
            boolean fold = i + 1 < raw.length() && (raw.charAt(i + 1) == ' ' || raw.charAt(i + 1) == '\t');
            if (!fold) out.append(' ');
        }
        return out.toString();
    }

    /** Decodes every encoded word; blanks between two of them vanish, characters split over two are joined. */
    public static String decode(String s) {
        int first = s.indexOf("=?");
        if (first < 0) return s;
        StringBuilder out = new StringBuilder(s.length());
        Pending pending = new Pending(out);
        int at = 0;
        int plainFrom = 0;
        while ((at = s.indexOf("=?", at)) >= 0) {
            Word word = wordAt(s, at);
            if (word == null) {
                at += 2;
                continue;
            }
            String between = s.substring(plainFrom, at);
            if (!pending.isOpen() || !between.isBlank()) {
                pending.flush();
                out.append(between);
            }
            pending.add(word);
            at = word.end;
            plainFrom = at;
        }
        pending.flush();
        out.append(s, plainFrom, s.length());
        return out.toString();
    }

    private record Word(String charset, byte[] octets, int end) {}

    private static final class Pending {
        private final StringBuilder out;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private String charset = "";
        private boolean open;

        Pending(StringBuilder out) {
            this.out = out;
        }

        boolean isOpen() {
            return open;
        }

        void add(Word word) {
            if (open && !charset.equals(word.charset)) decodeNow();
            charset = word.charset;
            octets.writeBytes(word.octets);
            open = true;
        }

        void flush() {
            if (open) decodeNow();
            open = false;
        }

        private void decodeNow() {
            // A decoded word must never add a line break or NUL to a header's text.
            String text = CharacterSets.decode(octets.toByteArray(), charset).text();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\r' || c == '\n') out.append(' ');
                else if (c != 0) out.append(c);
            }
            octets.reset();
        }
    }

    private static @org.jspecify.annotations.Nullable Word wordAt(String s, int at) {
        int limit = Math.min(s.length(), at + LONGEST);
        int q1 = find(s, '?', at + 2, Math.min(limit, at + 82));
        if (q1 <= at + 2 || q1 + 2 >= limit || s.charAt(q1 + 2) != '?') return null;
        char how = Character.toUpperCase(s.charAt(q1 + 1));
        if (how != 'Q' && how != 'B') return null;
        int from = q1 + 3;
        if (from > limit) return null;
        int end = s.indexOf("?=", from, limit);
        // "=?x?Q?=41?=" : the closing mark may begin inside a Q escape
        while (how == 'Q' && end >= 0 && end < limit && isHexAt(s, end + 2) && s.startsWith("?=", end + 4)) end += 4;
        if (end < 0) return null;
        String charset = s.substring(at + 2, q1).toLowerCase(Locale.ROOT);
        int star = charset.indexOf('*');
        if (star > 0) charset = charset.substring(0, star);
        for (int i = 0; i < charset.length(); i++) if (charset.charAt(i) <= ' ' || charset.charAt(i) > '~') return null;
        byte[] octets = how == 'Q' ? q(s, from, end) : Base64Lenient.decode(s, from, end);
        return new Word(charset, octets, end + 2);
    }

    private static boolean isHexAt(String s, int i) {
        return i + 1 < s.length() && hex(s.charAt(i)) >= 0 && hex(s.charAt(i + 1)) >= 0;
    }

    private static int find(String s, char c, int from, int limit) {
        for (int i = from; i < limit; i++) if (s.charAt(i) == c) return i;
        return -1;
    }

    private static byte[] q(String s, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            if (c == '_') out.write(' ');
            else if (c == '=' && i + 2 < to && hex(s.charAt(i + 1)) >= 0 && hex(s.charAt(i + 2)) >= 0) {
                out.write(hex(s.charAt(i + 1)) << 4 | hex(s.charAt(i + 2)));
                i += 2;
            } else i += raw(s, i, to, out) - 1;
        }
        return out.toByteArray();
    }

    /** Writes the character at a place as it is; how many units of the text it takes. */
    static int raw(String s, int at, int to, ByteArrayOutputStream out) {
        char c = s.charAt(at);
        if (c < 128) {
            out.write(c);
            return 1;
        }
        int length = Math.min(Character.charCount(s.codePointAt(at)), to - at);
        out.writeBytes(s.substring(at, at + length).getBytes(StandardCharsets.UTF_8));
        return length;
    }

    static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
