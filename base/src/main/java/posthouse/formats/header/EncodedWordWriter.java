// SPDX-License-Identifier: Apache-2.0
// RFC 2047 §4, §5 · RFC 2231 §4
package posthouse.formats.header;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes header text that is not plain ASCII. */
public final class EncodedWordWriter {
    /** Octets of text in one word, so that "=?utf-8?b?…?=" stays within 75 characters. */
    private static final int OCTETS = 42;

    private static final int WIDTH = 76;

    private EncodedWordWriter() {}

    /** Unstructured text: ASCII is folded at blanks, anything else becomes encoded words. */
    public static String text(String s, int column) {
        boolean plain = s.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\t') && !s.contains("=?");
        if (!plain) return encode(s, column);
        if (longestWord(s) > 900) return encode(s, column);
        return fold(s, column);
    }

    /** Encoded words, one a line, never splitting a character. */
    public static String encode(String s, int column) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        boolean first = true;
        while (at < s.length()) {
            int room = first ? Math.max(9, Math.min(OCTETS, (WIDTH - column - 12) * 3 / 4)) : OCTETS;
            int end = at;
            int octets = 0;
            while (end < s.length()) {
                int c = s.codePointAt(end);
                int n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
                if (octets + n > room) break;
                octets += n;
                end += Character.charCount(c);
            }
            if (!first) out.append("\r\n ");
            out.append("=?utf-8?B?")
                    .append(Base64.getEncoder()
                            .encodeToString(s.substring(at, end).getBytes(StandardCharsets.UTF_8)))
                    .append("?=");
            at = end;
            first = false;
        }
        return out.toString();
    }

    /** Folds at blanks; a line that would be only blanks is never made. */
    public static String fold(String s, int column) {
        if (column + s.length() <= WIDTH) return s;
        StringBuilder out = new StringBuilder();
        int used = column;
        int at = 0;
        while (at < s.length()) {
            int next = at + 1;
            while (next < s.length() && !(s.charAt(next) == ' ' && s.charAt(next - 1) != ' ')) next++;
            String word = s.substring(at, next);
            if (used + word.length() > WIDTH && word.startsWith(" ") && !word.isBlank()) {
                out.append("\r\n");
                used = 0;
            }
            out.append(word);
            used += word.length();
            at = next;
        }
        return out.toString();
    }

    private static int longestWord(String s) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < s.length(); i++) {
            run = s.charAt(i) == ' ' ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** A MIME parameter as {@code ; name=value}, in RFC 2231 form where it is not ASCII or too long. */
    public static String parameter(String name, String value) {
        boolean ascii = value.chars().allMatch(c -> c >= ' ' && c < 127);
        if (ascii && value.length() <= 60) {
            boolean token =
                    !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && "()<>@,;:\\\"/[]?=".indexOf(c) < 0);
            return ";\r\n " + name + "="
                    + (token ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
        StringBuilder all = new StringBuilder();
        StringBuilder piece = new StringBuilder("utf-8''");
        int number = 0;
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            String octets = percent(c);
            if (piece.length() + octets.length() > 58) {
                all.append(";\r\n ")
                        .append(name)
                        .append('*')
                        .append(number++)
                        .append("*=")
                        .append(piece);
                piece.setLength(0);
            }
            piece.append(octets);
        }
        if (number == 0) return ";\r\n " + name + "*=" + piece;
        return all.append(";\r\n ")
                .append(name)
                .append('*')
                .append(number)
                .append("*=")
                .append(piece)
                .toString();
    }

    private static String percent(int c) {
        if (c > ' ' && c < 127 && "*'%()<>@,;:\\\"/[]?=".indexOf(c) < 0) return Character.toString(c);
        StringBuilder out = new StringBuilder();
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8))
            out.append(String.format("%%%02X", b & 0xff));
        return out.toString();
    }
}
