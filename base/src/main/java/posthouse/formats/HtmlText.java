// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/** The text that an HTML body shows, for previews, search and plain answers. */
public final class HtmlText {
    private static final int LONGEST = 2 * 1024 * 1024;
    private static final Set<String> SILENT = Set.of(
            "head",
            "style",
            "script",
            "template",
            "noscript",
            "title",
            "object",
            "svg",
            "math",
            "iframe",
            "select",
            "textarea");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "table",
            "tr",
            "li",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "pre",
            "hr",
            "section",
            "article",
            "header",
            "footer",
            "center",
            "address",
            "fieldset",
            "form",
            "figure",
            "figcaption",
            "main",
            "nav",
            "aside",
            "details",
            "summary");

    private HtmlText() {}

    /** Plain text with a line a block; quotes are marked by "&gt; ". Never throws. */
    public static String plain(String html) {
        Document doc = Parser.htmlParser().parseInput(html.length() > LONGEST ? html.substring(0, LONGEST) : html, "");
        Writer out = new Writer();
        doc.body().traverse(out);
        return out.text();
    }

    /** Remembers open quotes and silent elements while walking; iterative, so depth does not matter. */
    private static final class Writer implements NodeVisitor {
        private final StringBuilder all = new StringBuilder();
        private int silent;
        private int quotes;
        private int pre;
        private boolean blank;
        private boolean lineStart = true;
        private int breaks;

        String text() {
            int end = all.length();
            while (end > 0 && all.charAt(end - 1) <= ' ') end--;
            int from = 0;
            while (from < end && all.charAt(from) == '\n') from++;
            return all.substring(from, end);
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode t && silent == 0) text(t.getWholeText());
            if (!(node instanceof Element e)) return;
            String name = e.normalName();
            if (SILENT.contains(name) || hidden(e)) {
                silent++;
                return;
            }
            if (silent > 0) return;
            switch (name) {
                case "br" -> line(1, true);
                case "blockquote" -> {
                    line(1, false);
                    quotes++;
                }
                case "p", "h1", "h2", "h3", "h4", "h5", "h6" -> line(2, false);
                case "pre" -> {
                    line(1, false);
                    pre++;
                }
                case "hr" -> line(1, false);
                case "td", "th" -> blank = true;
                case "img" -> {
                    String alt = e.attr("alt").strip();
                    if (!alt.isEmpty() && alt.length() < 200) text(alt);
                }
                case "li" -> {
                    line(1, false);
                    text("• ");
                }
                default -> {
                    if (BLOCKS.contains(name)) line(1, false);
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element e)) return;
            String name = e.normalName();
            if (SILENT.contains(name) || hidden(e)) {
                silent--;
                return;
            }
            if (silent > 0) return;
            switch (name) {
                case "blockquote" -> {
                    line(1, false);
                    quotes = Math.max(0, quotes - 1);
                }
                case "p", "h1", "h2", "h3", "h4", "h5", "h6" -> line(2, false);
                case "pre" -> {
                    pre--;
                    line(1, false);
                }
                default -> {
                    if (BLOCKS.contains(name)) line(1, false);
                }
            }
        }

        private static boolean hidden(Element e) {
            String style = e.attr("style");
            if (style.isEmpty()) return e.hasAttr("hidden");
            String s = style.toLowerCase(Locale.ROOT).replace(" ", "");
            return s.contains("display:none") || s.contains("mso-hide:all") && s.contains("max-height:0");
        }

        private void line(int wanted, boolean always) {
            blank = false;
            if (all.isEmpty()) return;
            if (always) {
                all.append('\n');
                breaks++;
            } else
                while (breaks < wanted) {
                    all.append('\n');
                    breaks++;
                }
            lineStart = true;
        }

        private void text(String s) {
            for (int i = 0; i < s.length(); i++) {
                char c = s.charAt(i);
                if (pre > 0 && c == '\n') {
                    line(1, true);
                    continue;
                }
                if (pre == 0 && (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f')) {
                    blank = true;
                    continue;
                }
                if (lineStart) {
                    if (quotes > 0) all.repeat(">", Math.min(quotes, 20)).append(' ');
                    lineStart = false;
                } else if (blank) all.append(' ');
                blank = false;
                breaks = 0;
                all.append(c);
            }
        }
    }
}
