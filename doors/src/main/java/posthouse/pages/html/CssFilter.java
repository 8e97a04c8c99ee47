// SPDX-License-Identifier: Apache-2.0
// CSS Syntax Module Level 3 §5 · RFC 2557
package posthouse.pages.html;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import posthouse.pages.html.CssToken.Type;

/** Rewrites style text token by token from what is allowed; a declaration with anything else is left out whole. */
final class CssFilter {
    static final int LONGEST_SHEET = 512 * 1024;
    private static final int LONGEST_DECLARATION = 4_000;
    private static final int MOST_RULES = 5_000;

    /** Decides about an address in a style: what stands for it, or nothing. Counts what it blocks. */
    @FunctionalInterface
    interface Pictures {
        Optional<String> picture(String url);
    }

    private final Pictures pictures;
    private boolean colours;
    private int rules;

    CssFilter(Pictures pictures) {
        this.pictures = pictures;
    }

    /** True once a colour was let through. */
    boolean coloured() {
        return colours;
    }

    /** The value of a style attribute. */
    String inline(String css) {
        if (css.length() > 64 * 1024) return "";
        List<CssToken> t = CssTokens.of(css);
        return declarations(t, 0, t.size());
    }

    /** A style sheet, every rule confined to {@code scope}. */
    String sheet(String css, String scope) {
        List<CssToken> t = CssTokens.of(css.length() > LONGEST_SHEET ? css.substring(0, LONGEST_SHEET) : css);
        StringBuilder out = new StringBuilder();
        rules(t, 0, t.size(), scope, 0, out);
        return out.toString();
    }

    private void rules(List<CssToken> t, int from, int to, String scope, int depth, StringBuilder out) {
        int at = from;
        while (at < to && rules < MOST_RULES) {
            CssToken first = t.get(at);
            if (first.is(Type.SPACE) || first.is(Type.SEMICOLON) || first.is(Type.CLOSE)) {
                at++;
                continue;
            }
            int open = at;
            while (open < to
                    && !t.get(open).is(Type.OPEN, "{")
                    && !(first.is(Type.AT) && t.get(open).is(Type.SEMICOLON))) open++;
            if (open >= to || !t.get(open).is(Type.OPEN, "{")) {
                at = open + 1;
                continue;
            }
            int close = closing(t, open, to);
            rules++;
            if (first.is(Type.AT, "media") && depth < 3) media(t, at + 1, open, close, scope, depth, out);
            else if (!first.is(Type.AT)) rule(t, at, open, close, scope, out);
            at = close + 1;
        }
    }

    private static int closing(List<CssToken> t, int open, int to) {
        int depth = 0;
        for (int i = open; i < to; i++) {
            if (t.get(i).is(Type.OPEN, "{")) depth++;
            else if (t.get(i).is(Type.CLOSE, "}") && --depth == 0) return i;
        }
        return to;
    }

    private void media(List<CssToken> t, int from, int open, int close, String scope, int depth, StringBuilder out) {
        StringBuilder query = new StringBuilder();
        for (int i = from; i < open; i++) {
            CssToken k = t.get(i);
            String word = k.text().toLowerCase(Locale.ROOT);
            boolean fits = switch (k.type()) {
                case IDENT, FUNCTION -> CssRules.MEDIA_WORDS.contains(word);
                case NUMBER -> number(k.text());
                case OPEN, CLOSE -> k.text().equals("(") || k.text().equals(")");
                case SPACE, COLON, COMMA -> true;
                default -> false;
            };
            if (!fits) return;
            query.append(word);
            if (k.is(Type.FUNCTION)) query.append(" (");
        }
        StringBuilder inner = new StringBuilder();
        rules(t, open + 1, close, scope, depth + 1, inner);
        if (!inner.isEmpty())
            out.append("@media ")
                    .append(query.toString().strip())
                    .append('{')
                    .append(inner)
                    .append('}');
    }

    private void rule(List<CssToken> t, int from, int open, int close, String scope, StringBuilder out) {
        String selectors = CssSelectors.scoped(t.subList(from, open), scope);
        if (selectors.isEmpty()) return;
        String body = declarations(t, open + 1, close);
        if (!body.isEmpty()) out.append(selectors).append('{').append(body).append('}');
    }

    private String declarations(List<CssToken> t, int from, int to) {
        StringBuilder out = new StringBuilder();
        int at = from;
        while (at < to) {
            int end = at;
            int depth = 0;
            while (end < to) {
                CssToken k = t.get(end);
                if (k.is(Type.OPEN) || k.is(Type.FUNCTION)) depth++;
                else if (k.is(Type.CLOSE)) depth--;
                else if (k.is(Type.SEMICOLON) && depth <= 0) break;
                end++;
            }
            declaration(t, at, end).ifPresent(d -> {
                if (!out.isEmpty()) out.append(';');
                out.append(d);
            });
            at = end + 1;
        }
        return out.toString();
    }

    private Optional<String> declaration(List<CssToken> t, int from, int to) {
        int at = from;
        while (at < to && t.get(at).is(Type.SPACE)) at++;
        if (at >= to || !t.get(at).is(Type.IDENT)) return Optional.empty();
        String property = t.get(at++).text().toLowerCase(Locale.ROOT);
        while (at < to && t.get(at).is(Type.SPACE)) at++;
        if (at >= to || !t.get(at).is(Type.COLON) || !CssRules.PROPERTIES.contains(property)) return Optional.empty();
        StringBuilder value = new StringBuilder();
        int depth = 0;
        for (int i = at + 1; i < to; i++) {
            CssToken k = t.get(i);
            if (k.is(Type.FUNCTION) || k.is(Type.OPEN)) depth++;
            if (k.is(Type.CLOSE)) depth--;
            if (depth < 0) return Optional.empty();
            Optional<String> text = value(k, property);
            if (text.isEmpty() || value.length() > LONGEST_DECLARATION) return Optional.empty();
            value.append(text.get());
        }
        value.repeat(")", depth);
        String v = value.toString().strip();
        if (v.isEmpty()) return Optional.empty();
        if (CssRules.COLOURS.contains(property) && !v.equalsIgnoreCase("inherit") && !v.equalsIgnoreCase("transparent"))
            colours = true;
        return Optional.of(property + ":" + v);
    }

    private Optional<String> value(CssToken k, String property) {
        return switch (k.type()) {
            case IDENT -> CssRules.plainWord(k.text()) ? Optional.of(k.text()) : Optional.empty();
            case NUMBER -> number(k.text()) ? Optional.of(k.text()) : Optional.empty();
            case HASH -> k.text().matches("[0-9A-Fa-f]{3,8}") ? Optional.of("#" + k.text()) : Optional.empty();
            case FUNCTION -> CssRules.FUNCTIONS.contains(k.text()) ? Optional.of(k.text() + "(") : Optional.empty();
            case STRING ->
                property.startsWith("font") && k.text().matches("[\\p{L}\\p{N} ._-]{1,80}")
                        ? Optional.of("'" + k.text() + "'")
                        : Optional.empty();
            case URL ->
                CssRules.PICTURES.contains(property)
                        ? Optional.of(pictures.picture(k.text())
                                .map(u -> "url(\"" + u + "\")")
                                .orElse("none"))
                        : Optional.empty();
            case OPEN, CLOSE -> k.text().equals("(") || k.text().equals(")") ? Optional.of(k.text()) : Optional.empty();
            case DELIM -> "+-*/!.".contains(k.text()) ? Optional.of(k.text()) : Optional.empty();
            case SPACE, COMMA -> Optional.of(k.text());
            case AT, COLON, SEMICOLON, BAD -> Optional.empty();
        };
    }

    private static boolean number(String s) {
        return s.length() <= 24 && s.matches("[+-]?[0-9]*\\.?[0-9]+(?:%|[a-zA-Z]{1,6})?");
    }
}
