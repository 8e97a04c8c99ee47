// SPDX-License-Identifier: Apache-2.0
// RFC 5256 §2.1 base subject · RFC 8621 §3 threads
package posthouse.formats;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The base subject: what is left of a subject once reply and forward marks are taken off. */
public final class Subjects {
    private static final Set<String> MARKS = Set.of(
            "re", "fw", "fwd", "aw", "wg", "sv", "vs", "vb", "tr", "rv", "res", "enc", "odp", "antw", "ref", "回复", "转发",
            "答复");
    private static final int LONGEST = 2_000;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Subjects() {}

    /** Base subject, one blank for each run of blanks, case kept out; "" when nothing is left. */
    public static String base(String subject) {
        String s = subject.length() > LONGEST ? subject.substring(0, LONGEST) : subject;
        s = Normalizer.normalize(s, Normalizer.Form.NFC).replaceAll("\\s+", " ").strip();
        while (true) {
            String before = s;
            if (s.toLowerCase(Locale.ROOT).endsWith("(fwd)"))
                s = s.substring(0, s.length() - 5).strip();
            s = withoutLeader(s);
            s = withoutBlob(s);
            if (s.toLowerCase(Locale.ROOT).startsWith("[fwd:") && s.endsWith("]"))
                s = s.substring(5, s.length() - 1).strip();
            if (s.equals(before)) return s.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The base subject of RFC 5256 to the letter, which sorts go by: its marks are Re, Fw and Fwd only, and case is kept. Takes
     * time linear in the subject.
     */
    public static String sortBase(String subject) {
        String s = BLANKS.matcher(subject).replaceAll(" ").strip();
        int from = 0;
        int to = s.length();
        while (true) {
            while (to - from >= 5 && s.regionMatches(true, to - 5, "(fwd)", 0, 5)) to = blanksBefore(s, from, to - 5);
            from = withoutMarks(s, from, to);
            if (to - from < 6 || !s.regionMatches(true, from, "[fwd:", 0, 5) || s.charAt(to - 1) != ']') break;
            from = blanksAfter(s, from + 5, to - 1);
            to = blanksBefore(s, from, to - 1);
        }
        return s.substring(from, to);
    }

    /** Behind all leaders; of blobs without a mark behind them one remains when nothing else would. */
    private static int withoutMarks(String s, int start, int to) {
        int from = blanksAfter(s, start, to);
        while (true) {
            int at = from;
            int last = from;
            for (int end = blob(s, at, to); end > at; end = blob(s, at, to)) {
                last = at;
                at = end;
            }
            int marked = mark(s, at, to);
            if (marked == at) return at < to ? at : last;
            from = marked;
        }
    }

    /** Behind the blob and its blanks that begin here; here when none does. */
    private static int blob(String s, int at, int to) {
        if (at >= to || s.charAt(at) != '[') return at;
        for (int i = at + 1; i < to && s.charAt(i) != '['; i++)
            if (s.charAt(i) == ']') return blanksAfter(s, i + 1, to);
        return at;
    }

    /** Behind the mark and its blanks that begin here; here when none does. */
    private static int mark(String s, int at, int to) {
        int end = at;
        if (s.regionMatches(true, at, "re", 0, 2) || s.regionMatches(true, at, "fw", 0, 2)) end = at + 2;
        if (s.regionMatches(true, at, "fwd", 0, 3)) end = at + 3;
        if (end == at || end >= to) return at;
        end = blob(s, blanksAfter(s, end, to), to);
        return end < to && s.charAt(end) == ':' ? blanksAfter(s, end + 1, to) : at;
    }

    private static int blanksAfter(String s, int at, int to) {
        int i = at;
        while (i < to && s.charAt(i) == ' ') i++;
        return i;
    }

    private static int blanksBefore(String s, int from, int at) {
        int i = at;
        while (i > from && s.charAt(i - 1) == ' ') i--;
        return i;
    }

    /** True when marks were taken off: a reply or forward. */
    public static boolean isReply(String subject) {
        String plain = subject.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
        return !withoutLeader(plain).equals(plain) || plain.startsWith("[fwd:") || plain.endsWith("(fwd)");
    }

    private static String withoutLeader(String s) {
        String rest = s;
        int blob = blobEnd(rest);
        String afterBlob = blob > 0 ? rest.substring(blob).strip() : rest;
        int colon = afterBlob.indexOf(':');
        int wide = afterBlob.indexOf('：');
        if (wide >= 0 && (colon < 0 || wide < colon)) colon = wide;
        if (colon <= 0 || colon > 16) return s;
        String mark = afterBlob.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        int bracket = mark.indexOf('[');
        if (bracket > 0 && mark.endsWith("]")) mark = mark.substring(0, bracket).strip();
        return MARKS.contains(mark) ? afterBlob.substring(colon + 1).strip() : s;
    }

    private static String withoutBlob(String s) {
        int end = blobEnd(s);
        if (end <= 0) return s;
        String rest = s.substring(end).strip();
        return rest.isEmpty() ? s : rest;
    }

    private static int blobEnd(String s) {
        if (!s.startsWith("[") || s.toLowerCase(Locale.ROOT).startsWith("[fwd:")) return 0;
        int end = s.indexOf(']');
        int inner = s.indexOf('[', 1);
        return end > 0 && (inner < 0 || inner > end) ? end + 1 : 0;
    }
}
