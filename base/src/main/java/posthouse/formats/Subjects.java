// SPDX-License-Identifier: Apache-2.0
// RFC 5256 §2.1 base subject · RFC 8621 §3 threads
package posthouse.formats;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** The base subject: what is left of a subject once reply and forward marks are taken off. */
public final class Subjects {
    private static final Set<String> MARKS = Set.of(
            "re", "fw", "fwd", "aw", "wg", "sv", "vs", "vb", "tr", "rv", "res", "enc", "odp", "antw", "ref", "回复", "转发",
            "答复");
    private static final int LONGEST = 2_000;

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
