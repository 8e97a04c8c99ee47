// SPDX-License-Identifier: Apache-2.0
// RFC 4518 string preparation
package posthouse.ldap.schema;

import java.text.Normalizer;
import java.util.Locale;

/** Strings made comparable: mapped, folded, normalised, with spaces that mean nothing taken out. */
final class Preparation {
    /** Where in a value the text stands, which decides about the spaces at its ends. */
    enum Place {
        WHOLE,
        INITIAL,
        ANY,
        FINAL
    }

    private Preparation() {}

    /** Steps 2 to 5: map, normalise, and fold where case means nothing. */
    static String text(String text, boolean fold) {
        if (isPlain(text)) return fold ? text.toLowerCase(Locale.ROOT) : text;
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> map(c, mapped));
        String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
        if (!fold) return normal;
        // Upper case first: what has several small forms (the Greek sigma) ends as one.
        return Normalizer.normalize(normal.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) < ' ' || text.charAt(i) > '~') return false;
        return true;
    }

    /** RFC 4518 §2.2. */
    private static void map(int c, StringBuilder into) {
        boolean nothing = c == 0xad
                || c == 0x1806
                || c == 0x34f
                || c >= 0x180b && c <= 0x180d
                || c >= 0xfe00 && c <= 0xfe0f
                || c == 0xfffc
                || c == 0x200b
                || c < 9
                || c > 13 && c < 32
                || c >= 0x7f && c <= 0x84
                || c >= 0x86 && c <= 0x9f
                || Character.getType(c) == Character.FORMAT;
        if (nothing) return;
        if (c >= 9 && c <= 13 || c == 0x85 || Character.isSpaceChar(c)) into.append(' ');
        else into.appendCodePoint(c);
    }

    /**
     * RFC 4518 §2.6.1: a value begins and ends with one space and has two for each run within; what stands at an end of a
     * substring without a space keeps none.
     */
    static String spaces(String text, Place place) {
        String inner = text.strip();
        if (inner.isEmpty()) return place == Place.WHOLE ? "  " : text.isEmpty() ? "" : " ";
        StringBuilder out = new StringBuilder(text.length() + 2);
        boolean atStart = place == Place.WHOLE || place == Place.INITIAL;
        boolean atEnd = place == Place.WHOLE || place == Place.FINAL;
        if (atStart || text.charAt(0) == ' ') out.append(' ');
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != ' ') out.append(c);
            else if (inner.charAt(i - 1) != ' ') out.append("  ");
        }
        if (atEnd || text.charAt(text.length() - 1) == ' ') out.append(' ');
        return out.toString();
    }

    /** RFC 4518 §2.6.2 and §2.6.3: no spaces at all, and for telephone numbers no hyphens. */
    static String without(String text, String characters) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) if (characters.indexOf(text.charAt(i)) < 0) out.append(text.charAt(i));
        return out.toString();
    }
}
