// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.2 · RFC 2034, RFC 3463 enhanced codes
package posthouse.smtp.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A reply.
 *
 * @param enhanced class.subject.detail; empty for greetings, EHLO and 354, which have none
 * @param lines at least one; line breaks and control characters in them are printed as blanks
 */
public record Reply(int code, String enhanced, List<String> lines) {
    /** RFC 5321 §4.5.3.1.5, with room for the code. */
    private static final int LONGEST = 490;

    public Reply {
        lines = List.copyOf(lines);
    }

    public static Reply of(int code, String enhanced, String text) {
        return new Reply(code, enhanced, List.of(text));
    }

    /** 4xx or 5xx. */
    public boolean refuses() {
        return code >= 400;
    }

    /** As it goes over the wire. Without {@code utf8}, letters beyond ASCII are printed as question marks. */
    public byte[] print(boolean utf8) {
        var out = new ByteArrayOutputStream(128);
        for (int i = 0; i < lines.size(); i++) {
            String mark = i + 1 < lines.size() ? "-" : " ";
            String head = code + mark + (enhanced.isEmpty() ? "" : enhanced + " ");
            out.writeBytes((head + clean(lines.get(i), utf8) + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static String clean(String text, boolean utf8) {
        boolean plain = text.length() <= LONGEST;
        for (int i = 0; plain && i < text.length(); i++) plain = text.charAt(i) >= ' ' && text.charAt(i) < 127;
        if (plain) return text;
        StringBuilder clean = new StringBuilder(text.length());
        int octets = 0;
        for (int c : text.codePoints().toArray()) {
            int shown = c < ' ' || c == 127 ? ' ' : c > 127 && !utf8 ? '?' : c;
            octets += shown < 128 ? 1 : 4;
            if (octets > LONGEST) break;
            clean.appendCodePoint(shown);
        }
        return clean.toString();
    }
}
