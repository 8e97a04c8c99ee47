// SPDX-License-Identifier: Apache-2.0
// RFC 2045 §5.1 · RFC 2231 parameter continuations, character sets
package posthouse.formats.header;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import posthouse.formats.text.CharacterSets;

/** A value with parameters, as in Content-Type and Content-Disposition. */
public record Parameters(String value, Map<String, String> parameters) {
    /** More are ignored: ten thousand continuations are an attack. */
    private static final int MOST = 400;

    private static final int LONGEST_VALUE = 4_000;

    /** Reads {@code value; name=value; name*0*=utf-8''…}; the first of two equal names wins. */
    public static Parameters parse(String raw) {
        String s = EncodedWords.unfold(raw);
        Reader in = new Reader(s);
        String value = in.until(';').strip().toLowerCase(Locale.ROOT);
        Map<String, String> plain = new LinkedHashMap<>();
        Map<String, TreeMap<Integer, Segment>> split = new LinkedHashMap<>();
        for (int n = 0; n < MOST && in.more(); n++) {
            String name = in.name();
            if (name.isEmpty()) {
                in.until(';');
                continue;
            }
            String text = in.value();
            int star = name.indexOf('*');
            if (star < 0) plain.putIfAbsent(name, EncodedWords.decode(text).strip());
            else continuation(split, name, star, text);
        }
        split.forEach((name, segments) -> plain.put(name, join(segments)));
        return new Parameters(value, Map.copyOf(plain));
    }

    private record Segment(boolean encoded, String text) {}

    private static void continuation(Map<String, TreeMap<Integer, Segment>> split, String name, int star, String text) {
        String base = name.substring(0, star);
        String rest = name.substring(star + 1);
        boolean encoded = rest.isEmpty() || rest.endsWith("*");
        String digits = rest.endsWith("*") ? rest.substring(0, rest.length() - 1) : rest;
        int number = 0;
        if (!digits.isEmpty()) {
            if (digits.length() > 4 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) return;
            number = Integer.parseInt(digits);
        }
        if (!base.isEmpty())
            split.computeIfAbsent(base, k -> new TreeMap<>()).putIfAbsent(number, new Segment(encoded, text));
    }

    private static String join(TreeMap<Integer, Segment> segments) {
        String charset = "";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<Integer, Segment> e : segments.entrySet()) {
            if (out.size() > LONGEST_VALUE) break;
            String text = e.getValue().text();
            if (!e.getValue().encoded()) {
                out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                continue;
            }
            if (e.getKey() == 0) {
                int q1 = text.indexOf('\'');
                int q2 = q1 < 0 ? -1 : text.indexOf('\'', q1 + 1);
                if (q2 > 0) {
                    charset = text.substring(0, q1);
                    text = text.substring(q2 + 1);
                }
            }
            percent(text, out);
        }
        return CharacterSets.decode(out.toByteArray(), charset).text().strip();
    }

    private static void percent(String s, ByteArrayOutputStream out) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '%'
                    && i + 2 < s.length()
                    && EncodedWords.hex(s.charAt(i + 1)) >= 0
                    && EncodedWords.hex(s.charAt(i + 2)) >= 0) {
                out.write(EncodedWords.hex(s.charAt(i + 1)) << 4 | EncodedWords.hex(s.charAt(i + 2)));
                i += 2;
            } else i += EncodedWords.raw(s, i, s.length(), out) - 1;
        }
    }

    private static final class Reader {
        private final String s;
        private int at;

        Reader(String s) {
            this.s = s;
        }

        boolean more() {
            blanks();
            return at < s.length();
        }

        private void blanks() {
            int depth = 0;
            while (at < s.length()) {
                char c = s.charAt(at);
                if (c == '(') depth++;
                else if (c == ')' && depth > 0) depth--;
                else if (depth == 0 && c > ' ' && c != ';') return;
                at++;
            }
        }

        String until(char stop) {
            int from = at;
            while (at < s.length() && s.charAt(at) != stop) at++;
            String text = s.substring(from, at);
            int comment = text.indexOf('(');
            return comment >= 0 ? text.substring(0, comment) : text;
        }

        String name() {
            blanks();
            int from = at;
            while (at < s.length() && "=; \t".indexOf(s.charAt(at)) < 0) at++;
            String name = s.substring(from, at).toLowerCase(Locale.ROOT);
            while (at < s.length() && s.charAt(at) <= ' ') at++;
            if (at >= s.length() || s.charAt(at) != '=') return "";
            at++;
            return name.length() > 100 ? "" : name;
        }

        String value() {
            while (at < s.length() && s.charAt(at) <= ' ') at++;
            if (at < s.length() && s.charAt(at) == '"') return quoted();
            int from = at;
            // Unquoted blanks happen in file names: go on to the semicolon.
            while (at < s.length() && s.charAt(at) != ';') at++;
            String text = s.substring(from, at).strip();
            int comment = text.indexOf(" (");
            if (comment > 0) text = text.substring(0, comment).strip();
            return cut(text);
        }

        private String quoted() {
            StringBuilder out = new StringBuilder();
            at++;
            while (at < s.length() && s.charAt(at) != '"') {
                if (s.charAt(at) == '\\' && at + 1 < s.length()) at++;
                out.append(s.charAt(at++));
            }
            at++;
            return cut(out.toString());
        }

        private static String cut(String text) {
            return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text;
        }
    }
}
