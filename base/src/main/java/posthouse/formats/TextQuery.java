// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A search over folded text: every word or "quoted phrase" must be found; {@code plan*} is a prefix.
 * A word that punctuation splits ("JIRA-1234") is a phrase of its pieces.
 */
public final class TextQuery {
    /** More terms than this are ignored. */
    public static final int MOST_TERMS = 32;

    private static final int MOST_HITS = 1_000;

    private record Term(String folded, boolean prefix) {}

    private final List<Term> terms;
    /** What was asked for has neither letters nor digits ("😀"): no search can find it. */
    private final boolean beyond;

    private TextQuery(List<Term> terms, boolean beyond) {
        this.terms = List.copyOf(terms);
        this.beyond = beyond;
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
        return new TextQuery(terms, terms.isEmpty() && !query.chars().allMatch(TextQuery::saysNothing));
    }

    private static boolean saysNothing(int c) {
        return Character.isWhitespace(c) || c == '"' || c == '\'' || c == '*';
    }

    private static int blank(String s, int from) {
        int i = from;
        while (i < s.length() && !Character.isWhitespace(s.charAt(i))) i++;
        return i;
    }

    /** A query without any letter or digit: it marks nothing. One of blanks matches everything, one of other signs nothing. */
    public boolean isEmpty() {
        return terms.isEmpty();
    }

    /** True when all terms are found in this one folded field. */
    public boolean matches(String folded) {
        for (Term term : terms) if (!found(term, folded)) return false;
        return !beyond;
    }

    /** True when each term is found in at least one of the message's fields. */
    public boolean matchesAny(SearchText t) {
        for (Term term : terms)
            if (!found(term, t.subject())
                    && !found(term, t.from())
                    && !found(term, t.to())
                    && !found(term, t.body())
                    && !found(term, t.attachments())) return false;
        return !beyond;
    }

    /** A place in folded text. */
    public record Hit(int from, int to) {}

    /** Where any of the terms is, by place; places that touch or overlap are one. At most 1,000 of each term. */
    public List<Hit> hits(String folded) {
        List<Hit> all = new ArrayList<>();
        for (Term term : terms) {
            int count = 0;
            for (int at = next(term, folded, 0); at >= 0 && count < MOST_HITS; at = next(term, folded, at + 1), count++)
                all.add(new Hit(at, at + term.folded.length()));
        }
        all.sort(Comparator.comparingInt(Hit::from));
        List<Hit> apart = new ArrayList<>();
        for (Hit hit : all) {
            if (!apart.isEmpty() && hit.from <= apart.getLast().to) {
                Hit last = apart.removeLast();
                apart.add(new Hit(last.from, Math.max(last.to, hit.to)));
            } else apart.add(hit);
        }
        return apart;
    }

    private static boolean found(Term term, String text) {
        return next(term, text, 0) >= 0;
    }

    /** The next place of a term, or -1. */
    private static int next(Term term, String text, int from) {
        String needle = term.folded;
        boolean openStart = TextFolding.isUnspaced(needle.codePointAt(0));
        boolean openEnd = term.prefix || TextFolding.isUnspaced(needle.codePointBefore(needle.length()));
        for (int at = text.indexOf(needle, from); at >= 0; at = text.indexOf(needle, at + 1)) {
            int end = at + needle.length();
            boolean start = openStart
                    || at == 0
                    || text.charAt(at - 1) == ' '
                    || TextFolding.isUnspaced(text.codePointBefore(at));
            boolean stop = openEnd
                    || end == text.length()
                    || text.charAt(end) == ' '
                    || TextFolding.isUnspaced(text.codePointAt(end));
            if (start && stop) return at;
        }
        return -1;
    }
}
