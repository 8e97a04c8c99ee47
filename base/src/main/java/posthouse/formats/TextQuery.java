// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import java.util.ArrayList;
import java.util.List;

/**
 * A search over folded text: every word or "quoted phrase" must be found; {@code plan*} is a prefix.
 * A word that punctuation splits ("JIRA-1234") is a phrase of its pieces.
 */
public final class TextQuery {
    /** More terms than this are ignored. */
    public static final int MOST_TERMS = 32;

    private record Term(String folded, boolean prefix) {}

    private final List<Term> terms;

    private TextQuery(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    public static TextQuery of(String query) {
        List<Term> terms = new ArrayList<>();
        int at = 0;
        while (at < query.length() && terms.size() < MOST_TERMS) {
            char c = query.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            boolean quoted = c == '"' || c == '\'' && query.indexOf('\'', at + 1) > 0;
            int end = quoted ? query.indexOf(c, at + 1) : blank(query, at);
            if (end < 0) end = query.length();
            String word = query.substring(quoted ? at + 1 : at, end);
            boolean prefix = !quoted && word.length() > 2 && word.endsWith("*");
            String folded = TextFolding.fold(word);
            if (!folded.isEmpty()) terms.add(new Term(folded, prefix));
            at = quoted ? end + 1 : end;
        }
        return new TextQuery(terms);
    }

    private static int blank(String s, int from) {
        int i = from;
        while (i < s.length() && !Character.isWhitespace(s.charAt(i))) i++;
        return i;
    }

    /** A query without any letter or digit: it matches everything. */
    public boolean isEmpty() {
        return terms.isEmpty();
    }

    /** True when all terms are found in this one folded field. */
    public boolean matches(String folded) {
        for (Term term : terms) if (!found(term, folded)) return false;
        return true;
    }

    /** True when each term is found in at least one of the message's fields. */
    public boolean matchesAny(SearchText t) {
        for (Term term : terms)
            if (!found(term, t.subject())
                    && !found(term, t.from())
                    && !found(term, t.to())
                    && !found(term, t.body())
                    && !found(term, t.attachments())) return false;
        return true;
    }

    private static boolean found(Term term, String text) {
        String needle = term.folded;
        boolean openStart = TextFolding.isUnspaced(needle.codePointAt(0));
        boolean openEnd = term.prefix || TextFolding.isUnspaced(needle.codePointBefore(needle.length()));
        for (int at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
            int end = at + needle.length();
            boolean start = openStart
                    || at == 0
                    || text.charAt(at - 1) == ' '
                    || TextFolding.isUnspaced(text.codePointBefore(at));
            boolean stop = openEnd
                    || end == text.length()
                    || text.charAt(end) == ' '
                    || TextFolding.isUnspaced(text.codePointAt(end));
            if (start && stop) return true;
        }
        return false;
    }
}
