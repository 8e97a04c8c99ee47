// SPDX-License-Identifier: Apache-2.0
// RFC 3676 · RFC 3986 (links in text)
package posthouse.pages.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import posthouse.formats.FlowedText;

/** Plain text as HTML: links, quote levels, a folded quoted tail. */
public final class TextPage {
    private static final int LONGEST = 2 * 1024 * 1024;
    private static final int DEEPEST = 12;
    private static final Pattern LINK = Pattern.compile(
            "(?:https?://|www\\.)[^\\s<>\"'`\\u00a0]{2,2000}|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}",
            Pattern.CASE_INSENSITIVE);

    /** After empty lines. */
    private static final Pattern PARAGRAPHS = Pattern.compile("(?<=\\n\\n)(?=[^\\n])");
    /** Three blanks inside a line, a tab inside it, or a drawn line. */
    private static final Pattern COLUMNS = Pattern.compile("\\S(?: {3,}|\\t+)\\S|\\+-{3,}|\\|.*\\|.*\\||[*#=_]{12,}");

    private TextPage() {}

    /** Lines as they are; a flowed body is joined to paragraphs first. */
    public static String html(String body, boolean flowed, boolean delSp, boolean fold) {
        String text = body.length() > LONGEST ? body.substring(0, LONGEST) : body;
        List<FlowedText.Line> lines = flowed ? FlowedText.lines(text, delSp) : fixed(text);
        Element root = new Element("div").addClass("plain");
        Element into = root;
        int depth = 0;
        StringBuilder run = new StringBuilder();
        for (FlowedText.Line line : lines) {
            int wanted = Math.min(DEEPEST, line.quotes());
            if (wanted != depth) {
                flush(run, into);
                into = level(into, depth, wanted);
                depth = wanted;
            } else if (!run.isEmpty()) run.append('\n');
            run.append(line.text().isEmpty() ? "" : line.text());
            if (run.isEmpty()) run.append('\n');
        }
        flush(run, into);
        if (fold) foldTail(root);
        Document doc = new Document("");
        doc.outputSettings().prettyPrint(false).charset("UTF-8");
        doc.appendChild(root);
        return root.outerHtml();
    }

    private static List<FlowedText.Line> fixed(String text) {
        List<FlowedText.Line> out = new ArrayList<>();
        for (String raw : text.split("\r?\n", -1)) {
            int quotes = 0;
            int at = 0;
            while (at < raw.length()
                    && (raw.charAt(at) == '>'
                            || raw.charAt(at) == ' ' && at + 1 < raw.length() && raw.charAt(at + 1) == '>')) {
                if (raw.charAt(at) == '>') quotes++;
                at++;
            }
            if (quotes == 0) at = 0;
            else if (at < raw.length() && raw.charAt(at) == ' ') at++;
            out.add(new FlowedText.Line(quotes, raw.substring(at)));
        }
        return out;
    }

    private static Element level(Element into, int from, int to) {
        Element e = into;
        for (int d = from; d < to; d++) {
            Element quote = new Element("blockquote");
            e.appendChild(quote);
            e = quote;
        }
        for (int d = from; d > to && e.parent() != null; d--) e = e.parent();
        return e;
    }

    private static void flush(StringBuilder run, Element into) {
        String text = withoutBlankEnds(run);
        run.setLength(0);
        if (text.isEmpty()) return;
        StringBuilder same = new StringBuilder();
        boolean fixed = false;
        for (String paragraph : PARAGRAPHS.split(text)) {
            boolean next = aligned(paragraph);
            if (next != fixed) paragraphs(same, fixed, into);
            fixed = next;
            same.append(paragraph);
        }
        paragraphs(same, fixed, into);
    }

    private static void paragraphs(StringBuilder text, boolean fixed, Element into) {
        String kept = text.toString().stripTrailing();
        text.setLength(0);
        if (kept.isEmpty()) return;
        Element p = new Element("div").addClass("t");
        if (fixed) p.addClass("fixed");
        linkify(kept, p);
        into.appendChild(p);
    }

    /** Blank lines beside a quotation and at the top say nothing; the space between them is the page's. */
    private static String withoutBlankEnds(CharSequence run) {
        String text = run.toString().stripTrailing();
        int start = 0;
        for (int i = 0; i < text.length() && Character.isWhitespace(text.charAt(i)); i++)
            if (text.charAt(i) == '\n') start = i + 1;
        return text.substring(start);
    }

    /** Columns made of spaces or drawn in characters fall apart in letters of different width. */
    private static boolean aligned(String text) {
        int lines = 0;
        int columns = 0;
        for (String line : text.split("\n")) {
            if (line.isBlank()) continue;
            lines++;
            if (COLUMNS.matcher(line).find()) columns++;
        }
        return columns >= 3 && columns * 2 >= lines;
    }

    private static void linkify(String s, Element into) {
        Matcher m = LINK.matcher(s);
        int at = 0;
        while (m.find()) {
            String hit = trimmed(m.group());
            String href = hit.indexOf("://") > 0
                    ? hit
                    : hit.regionMatches(true, 0, "www.", 0, 4) ? "https://" + hit : "mailto:" + hit;
            into.appendChild(new TextNode(s.substring(at, m.start())));
            Element a =
                    new Element("a").attr("href", href).attr("target", "_blank").attr("rel", "noopener noreferrer");
            a.appendChild(new TextNode(hit));
            into.appendChild(a);
            at = m.start() + hit.length();
        }
        into.appendChild(new TextNode(s.substring(at)));
    }

    /** A full stop or bracket after an address belongs to the sentence. */
    private static String trimmed(String url) {
        int end = url.length();
        while (end > 1) {
            char c = url.charAt(end - 1);
            if (".,;:!?'*_".indexOf(c) >= 0) end--;
            else if (c == ')' && url.indexOf('(') < 0 || c == ']' && url.indexOf('[') < 0 || c == '}') end--;
            else break;
        }
        return url.substring(0, end);
    }

    private static void foldTail(Element root) {
        Element last = root.lastElementChild();
        Element first = root.firstElementChild();
        while (last != null && last != first && !last.hasText()) last = last.previousElementSibling();
        if (last == null || last == first || !last.normalName().equals("blockquote")) return;
        boolean own = false;
        for (Element e = last.previousElementSibling(); e != null; e = e.previousElementSibling())
            own |= e.hasText() && !e.normalName().equals("blockquote");
        if (!own) return;
        Element details = new Element("details").addClass("quoted");
        details.appendChild(new Element("summary").text("…"));
        last.before(details);
        details.appendChild(last);
    }
}
