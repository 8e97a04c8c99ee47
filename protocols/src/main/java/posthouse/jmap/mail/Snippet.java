// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §5
package posthouse.jmap.mail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import posthouse.formats.FoldedText;
import posthouse.formats.TextQuery;

/** Writes a text, or a piece of it, as HTML with the words marked that a search asks for. */
final class Snippet {
    /** Octets of a preview at most, its marks counted. */
    private static final int LONGEST = 255;

    /** Characters of a preview before its first marked word. */
    private static final int BEFORE = 60;

    private static final String OPEN = "<mark>";
    private static final String CLOSE = "</mark>";

    private final String text;
    private final List<TextQuery.Hit> hits;

    private Snippet(String text, List<TextQuery.Hit> hits) {
        this.text = text;
        this.hits = hits;
    }

    private static Snippet of(String text, List<TextQuery> queries) {
        FoldedText folded = FoldedText.of(text);
        List<TextQuery.Hit> hits = new ArrayList<>();
        for (TextQuery query : queries)
            for (TextQuery.Hit hit : query.hits(folded.folded()))
                hits.add(new TextQuery.Hit(folded.start(hit.from()), folded.end(hit.to())));
        hits.sort(Comparator.comparingInt(TextQuery.Hit::from));
        for (int i = hits.size() - 1; i > 0; i--) {
            TextQuery.Hit hit = hits.get(i);
            TextQuery.Hit before = hits.get(i - 1);
            if (hit.from() >= before.to()) continue;
            hits.set(i - 1, new TextQuery.Hit(before.from(), Math.max(before.to(), hit.to())));
            hits.remove(i);
        }
        return new Snippet(text, hits);
    }

    /** All of the text; empty when none of the words is in it. */
    static Optional<String> whole(String text, List<TextQuery> queries) {
        Snippet snippet = of(text, queries);
        return snippet.hits.isEmpty() ? Optional.empty() : Optional.of(snippet.html(0, Integer.MAX_VALUE));
    }

    /** At most 255 octets of the text around the first of the words; empty when none is in it. */
    static Optional<String> around(String text, List<TextQuery> queries) {
        Snippet snippet = of(text, queries);
        if (snippet.hits.isEmpty()) return Optional.empty();
        return Optional.of(snippet.html(snippet.start(snippet.hits.getFirst().from()), LONGEST));
    }

    /** The beginning of a word some way before the place. */
    private int start(int place) {
        int start = place;
        for (int octets = 0; start > 0 && place - start < BEFORE; ) {
            int c = text.codePointBefore(start);
            octets += octets(character(c));
            if (octets > LONGEST / 2) break;
            start -= Character.charCount(c);
        }
        if (start == 0) return 0;
        for (int i = start; i < place; i++) if (blank(text.charAt(i))) return i + 1;
        return start;
    }

    private static boolean blank(int c) {
        return c <= ' ' || Character.isSpaceChar(c);
    }

    private String html(int from, int most) {
        var out = new StringBuilder();
        int octets = 0;
        int next = 0;
        int open = -1;
        boolean blank = false;
        for (int at = from; at < text.length(); ) {
            int c = text.codePointAt(at);
            while (next < hits.size() && hits.get(next).to() <= at) next++;
            int within = next < hits.size() && hits.get(next).from() <= at ? next : -1;
            at += Character.charCount(c);
            if (blank(c)) {
                blank = !out.isEmpty();
                continue;
            }
            String piece = (open >= 0 && open != within ? CLOSE : "")
                    + (blank ? " " : "")
                    + (within >= 0 && open != within ? OPEN : "")
                    + character(c);
            octets += octets(piece);
            if (octets + (within >= 0 ? CLOSE.length() : 0) > most) break;
            out.append(piece);
            open = within;
            blank = false;
        }
        return open >= 0 ? out.append(CLOSE).toString() : out.toString();
    }

    private static String character(int c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? "\ufffd" : Character.toString(c);
        };
    }

    private static int octets(String s) {
        int count = 0;
        for (int i = 0; i < s.length(); ) {
            int c = s.codePointAt(i);
            i += Character.charCount(c);
            count += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        }
        return count;
    }
}
