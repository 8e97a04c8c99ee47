// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Folds text for search: runs of letters and digits, case and accents gone, separated by single blanks.
 * Hangul, kana and the scripts without blanks stay whole runs, so that any part of them is found by substring.
 */
public final class TextFolding {
    /** A longer run is cut into pieces of this many characters. */
    public static final int LONGEST_TOKEN = 64;

    private TextFolding() {}

    /** The folded form; "" when there is no letter or digit. */
    public static String fold(String text) {
        return fold(text, Integer.MAX_VALUE);
    }

    /** As {@link #fold(String)}, but stops once the result holds {@code limit} characters. */
    public static String fold(String text, int limit) {
        if (isAscii(text)) return foldAscii(text.getBytes(StandardCharsets.ISO_8859_1), limit);
        String s = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder out = new StringBuilder(Math.min(s.length(), Math.min(limit, 1 << 20)) + 16);
        int run = 0;
        for (int i = 0; i < s.length() && out.length() < limit; ) {
            int c = s.codePointAt(i);
            i += Character.charCount(c);
            if (c < 128) {
                int lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
                if (lower >= 'a' && lower <= 'z' || lower >= '0' && lower <= '9') run = append(out, lower, run);
                else run = gap(out, run);
            } else if (isAccent(c)) {
                continue;
            } else if (Character.isLetterOrDigit(c) || isMark(c)) {
                run = wide(out, c, run);
            } else if (c != 0xAD && c != 0x200C && c != 0x200D && c != 0x2060) {
                run = gap(out, run);
            }
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == ' ') end--;
        return out.substring(0, end);
    }

    /** The same for the most frequent case, a quarter of a delivery's work when it went the general way. */
    private static String foldAscii(byte[] text, int limit) {
        byte[] out = new byte[text.length + text.length / LONGEST_TOKEN + 1];
        int length = 0;
        int run = 0;
        for (int i = 0; i < text.length && length < limit; i++) {
            int lower = text[i] | 0x20;
            boolean letter = lower >= 'a' && lower <= 'z';
            if (letter || (text[i] >= '0' && text[i] <= '9')) {
                if (run == LONGEST_TOKEN) {
                    out[length++] = ' ';
                    run = 0;
                }
                out[length++] = letter ? (byte) lower : text[i];
                run++;
            } else if (run > 0) {
                out[length++] = ' ';
                run = 0;
            }
        }
        if (length > 0 && out[length - 1] == ' ') length--;
        return new String(out, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static int gap(StringBuilder out, int run) {
        if (run > 0) out.append(' ');
        return 0;
    }

    private static int append(StringBuilder out, int c, int run) {
        if (run >= LONGEST_TOKEN) {
            out.append(' ');
            run = 0;
        }
        out.appendCodePoint(c);
        return run + 1;
    }

    private static int wide(StringBuilder out, int c, int run) {
        UnicodeScript script = UnicodeScript.of(c);
        if (script == UnicodeScript.HANGUL
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || script == UnicodeScript.HAN) return append(out, c, run);
        int lower = Character.toLowerCase(c);
        switch (lower) {
            case 'ß', 0x1E9E -> {
                return append(out, 's', append(out, 's', run));
            }
            case 'æ' -> {
                return append(out, 'e', append(out, 'a', run));
            }
            case 'œ' -> {
                return append(out, 'e', append(out, 'o', run));
            }
            case 'þ' -> {
                return append(out, 'h', append(out, 't', run));
            }
            case 'ø' -> {
                return append(out, 'o', run);
            }
            case 'ł' -> {
                return append(out, 'l', run);
            }
            case 'đ', 'ð' -> {
                return append(out, 'd', run);
            }
            case 'ı' -> {
                return append(out, 'i', run);
            }
            case 'ς' -> {
                return append(out, 'σ', run);
            }
            default -> {
                return decomposed(out, lower, run);
            }
        }
    }

    private static int decomposed(StringBuilder out, int c, int run) {
        String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
        for (int i = 0; i < parts.length(); ) {
            int p = parts.codePointAt(i);
            i += Character.charCount(p);
            if (!isAccent(p) && (Character.isLetterOrDigit(p) || isMark(p)))
                run = append(out, Character.toLowerCase(p), run);
        }
        return run;
    }

    /** Marks that are accents (Latin, Greek, Cyrillic, Hebrew, Arabic); vowels of Indic scripts are kept. */
    private static boolean isAccent(int c) {
        return c >= 0x300 && c <= 0x36F
                || c >= 0x483 && c <= 0x489
                || c >= 0x591 && c <= 0x5C7 && Character.getType(c) == Character.NON_SPACING_MARK
                || c >= 0x610 && c <= 0x61A
                || c >= 0x64B && c <= 0x65F
                || c == 0x670
                || c == 0x640
                || c >= 0x6D6 && c <= 0x6ED && Character.getType(c) == Character.NON_SPACING_MARK
                || c >= 0x1AB0 && c <= 0x1AFF
                || c >= 0x1DC0 && c <= 0x1DFF
                || c >= 0x20D0 && c <= 0x20FF
                || c >= 0xFE00 && c <= 0xFE0F
                || c >= 0xFE20 && c <= 0xFE2F;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isAscii(String s) {
        for (int i = 0; i < s.length(); i++) if (s.charAt(i) > 127) return false;
        return true;
    }

    /** Scripts written without blanks between words: a query in them matches anywhere. */
    static boolean isUnspaced(int c) {
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
