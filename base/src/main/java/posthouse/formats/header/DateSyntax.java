// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.3, §4.3 date-time
package posthouse.formats.header;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads Date fields as they are, not only as they should be. */
public final class DateSyntax {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("UT", 0),
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("Z", 0),
            Map.entry("EST", -300),
            Map.entry("EDT", -240),
            Map.entry("CST", -360),
            Map.entry("CDT", -300),
            Map.entry("MST", -420),
            Map.entry("MDT", -360),
            Map.entry("PST", -480),
            Map.entry("PDT", -420),
            Map.entry("BST", 60),
            Map.entry("WET", 0),
            Map.entry("CET", 60),
            Map.entry("MET", 60),
            Map.entry("CEST", 120),
            Map.entry("MEST", 120),
            Map.entry("EET", 120),
            Map.entry("EEST", 180),
            Map.entry("MSK", 180),
            Map.entry("IST", 330),
            Map.entry("JST", 540),
            Map.entry("KST", 540),
            Map.entry("AEST", 600),
            Map.entry("AEDT", 660));

    private DateSyntax() {}

    public static Optional<OffsetDateTime> parse(String raw) {
        String s = withoutComments(EncodedWords.unfold(raw.length() > 200 ? raw.substring(0, 200) : raw))
                .strip();
        if (s.isEmpty()) return Optional.empty();
        try {
            if (s.length() > 10 && s.charAt(4) == '-' && (s.charAt(10) == 'T' || s.charAt(10) == ' ')) return iso(s);
            return loose(s);
        } catch (DateTimeException | NumberFormatException notADate) {
            return Optional.empty();
        }
    }

    private static Optional<OffsetDateTime> iso(String s) {
        String[] words = s.replace('T', ' ').replace("Z", " Z").split("\\s+");
        LocalDateTime at = LocalDateTime.parse(words[0] + "T" + words[1].replaceAll("[+-]\\d\\d:?\\d\\d$", ""));
        String zone = words.length > 2 ? words[2] : words[1].replaceFirst("^[^+-]*", "");
        return Optional.of(at.atOffset(zone(zone)));
    }

    private static Optional<OffsetDateTime> loose(String s) {
        int day = -1;
        int month = -1;
        int year = -1;
        int[] time = null;
        ZoneOffset zone = ZoneOffset.UTC;
        boolean pm = false;
        boolean am = false;
        for (String word : words(s)) {
            String lower = word.toLowerCase(Locale.ROOT);
            char c = word.charAt(0);
            if (Character.isLetter(c)) {
                int m = lower.length() >= 3 ? MONTHS.indexOf(lower.substring(0, 3)) : -1;
                if (m >= 0 && month < 0) month = m + 1;
                else if (lower.equals("pm")) pm = true;
                else if (lower.equals("am")) am = true;
                else if (time != null && ZONES.containsKey(word.toUpperCase(Locale.ROOT))) zone = zone(word);
            } else if (word.indexOf(':') > 0) {
                if (time == null) time = time(word);
            } else if ((c == '+' || c == '-') && word.length() > 1) {
                if (time != null) zone = zone(word);
            } else if (Character.isDigit(c)) {
                int n = Integer.parseInt(word.length() > 9 ? word.substring(0, 9) : word);
                if (day < 0 && word.length() <= 2 && n <= 31) day = n;
                else if (year < 0)
                    year = word.length() == 2 ? (n < 50 ? 2000 + n : 1900 + n) : word.length() == 3 ? 1900 + n : n;
            }
        }
        if (day < 1 || month < 1 || year < 1900 || year > 9999) return Optional.empty();
        int[] t = time == null ? new int[3] : time;
        if (pm && t[0] < 12) t[0] += 12;
        if (am && t[0] == 12) t[0] = 0;
        // 60 is a leap second (RFC 5322 allows it); java.time does not know it
        return Optional.of(LocalDateTime.of(year, month, day, t[0], t[1], Math.min(t[2], 59))
                .atOffset(zone));
    }

    private static int[] time(String word) {
        String[] p = word.split("[:.]");
        int[] t = new int[3];
        for (int i = 0; i < 3 && i < p.length; i++) t[i] = Integer.parseInt(p[i]);
        return t;
    }

    private static List<String> words(String s) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            boolean sign = (c == '+' || c == '-') && (word.isEmpty() || word.indexOf(":") > 0);
            // "12-Nov-02": a dash between day, month and year separates
            if (c <= ' ' || c == ',' || c == '/' || (c == '-' && !sign)) flush(word, words);
            else if (sign) {
                flush(word, words);
                word.append(c);
            } else if (c == '.' && word.indexOf(":") < 0) flush(word, words);
            else word.append(c);
        }
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) words.add(word.toString());
        word.setLength(0);
    }

    private static ZoneOffset zone(String word) {
        Integer named = ZONES.get(word.toUpperCase(Locale.ROOT));
        if (named != null) return ZoneOffset.ofTotalSeconds(named * 60);
        String digits = word.replace(":", "").replaceAll("[^0-9]", "");
        if (digits.length() < 3) return ZoneOffset.UTC;
        int n = Integer.parseInt(digits.substring(0, Math.min(4, digits.length())));
        int minutes = n / 100 * 60 + n % 100;
        if (minutes > 18 * 60 || n % 100 > 59) return ZoneOffset.UTC;
        return ZoneOffset.ofTotalSeconds((word.charAt(0) == '-' ? -minutes : minutes) * 60);
    }

    private static String withoutComments(String s) {
        if (s.indexOf('(') < 0) return s;
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '(') depth++;
            else if (c == ')' && depth > 0) depth--;
            else if (depth == 0) out.append(c);
        }
        return out.toString();
    }
}
