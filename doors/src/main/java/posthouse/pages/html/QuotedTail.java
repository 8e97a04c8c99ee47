// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.html;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Folds the earlier message below an answer behind a summary, when text of the writer's own stands before it. */
final class QuotedTail {
    private static final String CANDIDATES =
            "blockquote, div.x-gmail_quote, div.x-gmail_quote_container, div.x-yahoo_quoted, #x-divRplyFwdMsg, #x-appendonsend, div.x-OutlookMessageHeader, div.x-moz-cite-prefix, div.x-protonmail_quote";

    private QuotedTail() {}

    static void fold(Element root) {
        for (Element candidate : root.select(CANDIDATES)) {
            if (candidate.parents().is("details")) return;
            Element outer = candidate;
            // the tail may be the last thing in several nested boxes
            if (hasText(before(outer, root)) && (!hasText(after(outer, root)) || isHeader(outer))) {
                wrap(outer);
                return;
            }
        }
    }

    private static boolean isHeader(Element e) {
        return e.id().equals("x-divRplyFwdMsg")
                || e.id().equals("x-appendonsend")
                || e.hasClass("x-OutlookMessageHeader")
                || e.hasClass("x-moz-cite-prefix")
                        && e.nextElementSibling() != null
                        && e.nextElementSibling().normalName().equals("blockquote");
    }

    private static void wrap(Element first) {
        Element parent = first.parent();
        if (parent == null) return;
        List<Node> moved = new ArrayList<>();
        Element lead = first.previousElementSibling();
        Node start = first;
        if (lead != null && (lead.hasClass("x-gmail_attr") || lead.hasClass("x-moz-cite-prefix"))) start = lead;
        for (Node n = start; n != null; n = n.nextSibling()) moved.add(n);
        Element details = new Element("details").addClass("quoted");
        details.appendChild(new Element("summary").text("…"));
        start.before(details);
        for (Node n : moved) details.appendChild(n);
    }

    private static List<Node> before(Element e, Element root) {
        List<Node> found = new ArrayList<>();
        for (Node n = e; n != null && n != root; n = n.parent())
            for (Node s = n.previousSibling(); s != null; s = s.previousSibling()) found.add(s);
        return found;
    }

    private static List<Node> after(Element e, Element root) {
        List<Node> found = new ArrayList<>();
        for (Node n = e; n != null && n != root; n = n.parent())
            for (Node s = n.nextSibling(); s != null; s = s.nextSibling()) found.add(s);
        return found;
    }

    private static boolean hasText(List<Node> nodes) {
        for (Node n : nodes) {
            if (n instanceof TextNode t && !t.isBlank()) return true;
            if (n instanceof Element e && (e.hasText() || e.selectFirst("img[src]") != null)) return true;
        }
        return false;
    }
}
