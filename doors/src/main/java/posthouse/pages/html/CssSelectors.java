// SPDX-License-Identifier: Apache-2.0
// Selectors Level 3
package posthouse.pages.html;

import java.util.List;
import java.util.Locale;
import posthouse.pages.html.CssToken.Type;

/** Rewrites selectors so that they reach only into the message; those with anything unusual are left out. */
final class CssSelectors {
    private CssSelectors() {}

    /** The list with every selector below {@code scope}; "" when none is left. Classes and ids get the prefix of the message's own. */
    static String scoped(List<CssToken> prelude, String scope) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        int depth = 0;
        for (int i = 0; i <= prelude.size(); i++) {
            CssToken k = i < prelude.size() ? prelude.get(i) : null;
            if (k != null && (k.is(Type.OPEN) || k.is(Type.FUNCTION))) depth++;
            if (k != null && k.is(Type.CLOSE)) depth--;
            if (k != null && (depth > 0 || !k.is(Type.COMMA))) continue;
            String one = one(prelude.subList(from, i));
            from = i + 1;
            if (one.isEmpty() || out.length() > 8_000) continue;
            if (!out.isEmpty()) out.append(',');
            out.append(scope);
            if (!one.equals("*body*"))
                out.append(' ')
                        .append(one.startsWith("*body*") ? one.substring(6).strip() : one);
        }
        return out.toString();
    }

    private static String one(List<CssToken> t) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < t.size(); i++) {
            CssToken k = t.get(i);
            switch (k.type()) {
                case SPACE -> out.append(' ');
                case IDENT -> {
                    String name = k.text().toLowerCase(Locale.ROOT);
                    if (!CssRules.plainWord(name)) return "";
                    boolean start = out.toString().isBlank();
                    if (name.equals("body") || name.equals("html")) {
                        String before = out.toString().strip();
                        if (!before.isEmpty() && !before.equals("*body*")) return "";
                        out.setLength(0);
                        out.append("*body*");
                    } else if (start || " >+~(".indexOf(out.charAt(out.length() - 1)) >= 0) out.append(name);
                    else return "";
                }
                case HASH -> {
                    if (!CssRules.plainWord(k.text())) return "";
                    out.append("#x-").append(k.text());
                }
                case DELIM -> {
                    if (k.text().equals(".")) {
                        if (i + 1 >= t.size()
                                || !t.get(i + 1).is(Type.IDENT)
                                || !CssRules.plainWord(t.get(i + 1).text())) return "";
                        out.append(".x-").append(t.get(++i).text());
                    } else if (">+~*".contains(k.text())) out.append(k.text());
                    else return "";
                }
                case COLON -> {
                    if (i + 1 < t.size() && t.get(i + 1).is(Type.COLON)) i++;
                    if (i + 1 >= t.size()) return "";
                    CssToken name = t.get(++i);
                    if (!name.is(Type.IDENT)
                            || !CssRules.PSEUDO.contains(name.text().toLowerCase(Locale.ROOT))) return "";
                    out.append(':').append(name.text().toLowerCase(Locale.ROOT));
                }
                default -> {
                    return "";
                }
            }
        }
        String s = out.toString().strip();
        return s.startsWith(">") || s.startsWith("+") || s.startsWith("~") ? "" : s;
    }
}
