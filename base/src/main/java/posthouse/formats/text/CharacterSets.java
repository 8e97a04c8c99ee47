// SPDX-License-Identifier: Apache-2.0
// RFC 2046 §4.1.2, RFC 2978 character sets · WHATWG Encoding labels
package posthouse.formats.text;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Octets to text by declared, corrected or guessed character set. Never throws. */
public final class CharacterSets {
    /** Text, and whether something about it was not as declared. */
    public record Decoded(String text, boolean problem) {}

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("cp-850", "IBM850"),
            Map.entry("cp850", "IBM850"),
            Map.entry("ansi_x3.110-1983", "ISO-8859-1"),
            Map.entry("iso-8859-8-i", "ISO-8859-8"),
            Map.entry("iso-8859-8-e", "ISO-8859-8"),
            Map.entry("iso-8859-6-i", "ISO-8859-6"),
            Map.entry("iso-8859-6-e", "ISO-8859-6"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("iso_8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-11", "x-windows-874"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("cp936", "GB18030"),
            Map.entry("hz-gb-2312", "GB18030"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("cp949", "x-windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("big-5", "Big5-HKSCS"),
            Map.entry("x-x-big5", "Big5-HKSCS"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("utf_8", "UTF-8"),
            Map.entry("utf-8-mac", "UTF-8"),
            Map.entry("unicode-1-1-utf-8", "UTF-8"),
            Map.entry("cp1250", "windows-1250"),
            Map.entry("cp1251", "windows-1251"),
            Map.entry("cp-1251", "windows-1251"),
            Map.entry("win-1251", "windows-1251"),
            Map.entry("win1251", "windows-1251"),
            Map.entry("cp1252", "windows-1252"),
            Map.entry("x-mac-roman", "x-MacRoman"),
            Map.entry("macintosh", "x-MacRoman"),
            Map.entry("x-mac-cyrillic", "x-MacCyrillic"),
            Map.entry("koi8r", "KOI8-R"),
            Map.entry("koi8_r", "KOI8-R"),
            Map.entry("ascii", "US-ASCII"),
            Map.entry("ansi_x3.4-1968", "US-ASCII"),
            Map.entry("iso646-us", "US-ASCII"),
            Map.entry("646", "US-ASCII"));

    /** How much the detector reads. */
    private static final int SAMPLE = 8_192;

    /** Characters of the octets 0x80 to 0x9f in windows-1252; a blank where there is none. */
    private static final String WINDOWS =
            "\u20ac \u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152 \u017d  \u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153 \u017e\u0178";

    private CharacterSets() {}

    /** UTF-8 with U+FFFD for every malformed octet. */
    public static String utf8(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }

    /** The character set of a declared name, corrected; empty when nobody knows it. */
    public static Optional<Charset> byName(String declared) {
        String name = declared.strip().toLowerCase(Locale.ROOT);
        if (name.length() > 1 && (name.charAt(0) == '"' || name.charAt(0) == '\'')) name = name.substring(1);
        int stop = 0;
        while (stop < name.length()
                && (Character.isLetterOrDigit(name.charAt(stop)) || "-_.:+".indexOf(name.charAt(stop)) >= 0)) stop++;
        name = name.substring(0, stop);
        // Of this family only UTF-7 itself is read, by a decoder of its own.
        if (name.isEmpty() || name.contains("utf-7") || name.startsWith("x-imap")) return Optional.empty();
        try {
            return Optional.of(Charset.forName(ALIASES.getOrDefault(name, name)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    /** Decodes with the declared set where it fits the octets, else with the likeliest. */
    public static Decoded decode(byte[] octets, String declared) {
        if (Utf7.is(declared)) {
            Decoded text = Utf7.decode(octets);
            return new Decoded(withoutMark(text.text()), text.problem());
        }
        if (isAscii(octets)
                && !declared.toLowerCase(Locale.ROOT).startsWith("iso-2022")
                && !wide(declared)
                && !declared.contains("hz-")) return new Decoded(new String(octets, StandardCharsets.US_ASCII), false);
        Optional<Charset> known = byName(declared);
        boolean plain = declared.isBlank()
                || known.map(StandardCharsets.US_ASCII::equals).orElse(false);
        if (plain || known.isEmpty()) {
            Optional<String> utf8 = strict(octets, StandardCharsets.UTF_8);
            if (utf8.isPresent()) return new Decoded(utf8.get(), !declared.isBlank());
            return new Decoded(guess(octets, 0, octets.length), true);
        }
        Charset charset = known.get();
        Optional<String> exact = strict(octets, charset);
        if (exact.isPresent()) {
            String text = exact.get();
            // Windows sets accept nearly everything: UTF-8 that was mislabelled shows as "Ã¤"
            if (oneByte(charset) && looksLikeUtf8(octets)) {
                Optional<String> utf8 = strict(octets, StandardCharsets.UTF_8);
                if (utf8.isPresent()) return new Decoded(utf8.get(), true);
            }
            Optional<String> once = charset.equals(StandardCharsets.UTF_8) ? encodedTwice(text) : Optional.empty();
            return once.map(s -> new Decoded(s, true)).orElseGet(() -> new Decoded(withoutMark(text), false));
        }
        if (charset.equals(StandardCharsets.UTF_8) && fewBroken(octets))
            return new Decoded(withoutMark(new String(octets, charset)), true);
        if (charset.equals(StandardCharsets.UTF_8)) return new Decoded(guess(octets, 0, octets.length), true);
        Optional<String> utf8 = strict(octets, StandardCharsets.UTF_8);
        return new Decoded(utf8.orElseGet(() -> new String(octets, charset)), true);
    }

    /**
     * UTF-8 that was taken for windows-1252 and encoded again ("Ã¤" for "ä"), read as it was meant: only when all of its
     * foreign characters are such pairs, and there are several.
     */
    private static Optional<String> encodedTwice(String text) {
        int foreign = 0;
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) foreign++;
        if (foreign < 6) return Optional.empty();
        byte[] before = new byte[text.length()];
        for (int i = 0; i < before.length; i++) {
            int octet = octet(text.charAt(i));
            if (octet < 0) return Optional.empty();
            before[i] = (byte) octet;
        }
        return looksLikeUtf8(before) ? strict(before, StandardCharsets.UTF_8) : Optional.empty();
    }

    /** The octet that windows-1252 (or latin 1, where that has none) writes for a character; -1 for none. */
    private static int octet(char c) {
        if (c < 0x100) return c;
        int at = WINDOWS.indexOf(c);
        return at < 0 ? -1 : 0x80 + at;
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean wide(String declared) {
        String name = declared.toLowerCase(Locale.ROOT);
        return name.contains("utf-16") || name.contains("utf-32") || name.contains("ucs");
    }

    private static boolean oneByte(Charset charset) {
        String name = charset.name().toLowerCase(Locale.ROOT);
        return name.startsWith("windows-125") || name.startsWith("iso-8859");
    }

    /** Every run of high octets is a UTF-8 sequence, and there is at least one of two or more octets. */
    private static boolean looksLikeUtf8(byte[] b) {
        int sequences = 0;
        for (int i = 0; i < b.length; i++) {
            int c = b[i] & 0xff;
            if (c < 0x80) continue;
            int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc2 ? 1 : -1;
            if (more < 0 || i + more >= b.length) return false;
            for (int k = 1; k <= more; k++) if ((b[i + k] & 0xc0) != 0x80) return false;
            i += more;
            sequences++;
        }
        return sequences > 0;
    }

    /** Mostly UTF-8 with a few broken octets: better shown with U+FFFD than in another set. */
    private static boolean fewBroken(byte[] b) {
        int good = 0;
        int bad = 0;
        for (int i = 0; i < b.length; i++) {
            int c = b[i] & 0xff;
            if (c < 0x80) continue;
            int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc2 ? 1 : -1;
            boolean ok = more > 0 && i + more < b.length;
            for (int k = 1; ok && k <= more; k++) ok = (b[i + k] & 0xc0) == 0x80;
            if (ok) {
                good++;
                i += more;
            } else bad++;
        }
        return good > bad;
    }

    /** Octets of no known set: valid UTF-8, else what the detector says, else windows-1252. */
    public static String guess(byte[] b, int from, int to) {
        byte[] octets = from == 0 && to == b.length ? b : Arrays.copyOfRange(b, from, to);
        Optional<String> utf8 = strict(octets, StandardCharsets.UTF_8);
        if (utf8.isPresent()) return utf8.get();
        CharsetDetector detector = new CharsetDetector();
        detector.setText(sample(octets));
        CharsetMatch match = detector.detect();
        String name = match == null || match.getConfidence() < 35 ? "windows-1252" : match.getName();
        Charset charset = byName(name).orElse(Charset.forName("windows-1252"));
        return new String(octets, charset);
    }

    /** The detector wants high octets: skips a plain start, so that a long English head does not hide the rest. */
    private static byte[] sample(byte[] octets) {
        if (octets.length <= SAMPLE) return octets;
        int first = 0;
        while (first < octets.length && octets[first] >= 0 && octets[first] != 27) first++;
        int from = Math.max(0, Math.min(first - 256, octets.length - SAMPLE));
        return Arrays.copyOfRange(octets, from, from + SAMPLE);
    }

    private static boolean isAscii(byte[] b) {
        for (byte c : b) if (c < 0) return false;
        return true;
    }

    private static Optional<String> strict(byte[] octets, Charset charset) {
        try {
            CharBuffer chars = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets));
            return Optional.of(chars.toString());
        } catch (CharacterCodingException | UnsupportedOperationException doesNotFit) {
            return Optional.empty();
        }
    }
}
