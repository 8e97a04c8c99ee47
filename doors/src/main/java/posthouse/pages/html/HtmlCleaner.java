// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.html;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Builds a new tree from the allowed parts of a foreign one; what is written out then passes {@link OutputPolicy}.
 * The page's own policy (no script, no foreign load) is the wall; this keeps what is behind it harmless and good to look at.
 */
public final class HtmlCleaner {
    private static final int LONGEST = 4 * 1024 * 1024;
    private static final int DEEPEST = 200;

    private static final Set<String> ALLOWED = Set.of(
            "a",
            "abbr",
            "acronym",
            "address",
            "article",
            "aside",
            "b",
            "bdi",
            "bdo",
            "big",
            "blockquote",
            "br",
            "caption",
            "center",
            "cite",
            "code",
            "col",
            "colgroup",
            "dd",
            "del",
            "details",
            "dfn",
            "div",
            "dl",
            "dt",
            "em",
            "figcaption",
            "figure",
            "font",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "i",
            "img",
            "ins",
            "kbd",
            "li",
            "main",
            "mark",
            "nav",
            "ol",
            "p",
            "pre",
            "q",
            "rp",
            "rt",
            "ruby",
            "s",
            "samp",
            "section",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "summary",
            "sup",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "time",
            "tr",
            "tt",
            "u",
            "ul",
            "var",
            "wbr");

    /** Left out with all that is in them. */
    private static final Set<String> DROPPED = Set.of(
            "script",
            "style",
            "noscript",
            "noembed",
            "noframes",
            "iframe",
            "object",
            "applet",
            "embed",
            "template",
            "svg",
            "math",
            "xmp",
            "plaintext",
            "textarea",
            "select",
            "title",
            "head",
            "meta",
            "link",
            "base",
            "audio",
            "video",
            "source",
            "track",
            "frame",
            "frameset",
            "input",
            "param",
            "canvas",
            "datalist",
            "dialog",
            "bgsound",
            "portal",
            "fencedframe",
            "map",
            "area",
            "slot",
            "xml",
            "listing",
            "basefont",
            "isindex",
            "keygen",
            "command",
            "menuitem",
            "image");

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("align", "[a-zA-Z]{1,12}"),
            Map.entry("valign", "[a-zA-Z]{1,12}"),
            Map.entry("dir", "(?i)ltr|rtl|auto"),
            Map.entry("lang", "[a-zA-Z0-9-]{1,35}"),
            Map.entry("width", "[0-9]{1,5}(?:\\.[0-9]+)?(?:px|%)?"),
            Map.entry("height", "[0-9]{1,5}(?:\\.[0-9]+)?(?:px|%)?"),
            Map.entry("border", "[0-9]{1,3}(?:px)?"),
            Map.entry("cellpadding", "[0-9]{1,4}(?:px|%)?"),
            Map.entry("cellspacing", "[0-9]{1,4}(?:px|%)?"),
            Map.entry("hspace", "[0-9]{1,4}"),
            Map.entry("vspace", "[0-9]{1,4}"),
            Map.entry("bgcolor", "#?[a-zA-Z0-9]{1,24}"),
            Map.entry("color", "#?[a-zA-Z0-9]{1,24}"),
            Map.entry("face", "[\\p{L}\\p{N} ,._'\"-]{1,200}"),
            Map.entry("size", "[+-]?[0-9]{1,3}"),
            Map.entry("colspan", "[0-9]{1,3}"),
            Map.entry("rowspan", "[0-9]{1,3}"),
            Map.entry("span", "[0-9]{1,3}"),
            Map.entry("start", "-?[0-9]{1,6}"),
            Map.entry("type", "[a-zA-Z0-9]{1,10}"),
            Map.entry("value", "-?[0-9]{1,6}"),
            Map.entry("nowrap", "[a-zA-Z]{0,10}"),
            Map.entry("noshade", "[a-zA-Z]{0,10}"),
            Map.entry("clear", "[a-zA-Z]{1,8}"),
            Map.entry("scope", "[a-zA-Z]{1,10}"),
            Map.entry("datetime", "[0-9TZ:. +-]{1,40}"),
            Map.entry("title", "(?s).{0,1000}"),
            Map.entry("alt", "(?s).{0,1000}"));

    private final PictureRules pictures;
    private final boolean quote;
    private final CssFilter css;
    private int blocked;
    private boolean authored;

    private HtmlCleaner(PictureRules pictures, boolean quote) {
        this.pictures = pictures;
        this.quote = quote;
        this.css = new CssFilter(this::stylePicture);
    }

    /** For showing a message: styles kept, quoted tail folded. */
    public static Cleaned read(String html, PictureRules pictures) {
        return new HtmlCleaner(pictures, false).run(html);
    }

    /** For an answer: inline styles only, no classes, no folding, blocked pictures left out whole. */
    public static Cleaned quote(String html, PictureRules pictures) {
        return new HtmlCleaner(pictures, true).run(html);
    }

    private Cleaned run(String html) {
        Document doc = Parser.htmlParser().parseInput(html.length() > LONGEST ? html.substring(0, LONGEST) : html, "");
        StringBuilder sheet = new StringBuilder();
        if (!quote)
            for (Element style : doc.select("style")) {
                String media = style.attr("media").toLowerCase(Locale.ROOT);
                if (media.contains("print") || style.parents().is("svg, math, template")) continue;
                sheet.append(css.sheet(style.data(), "#mail"));
                if (sheet.length() > CssFilter.LONGEST_SHEET) break;
            }
        Element root = new Element("div");
        Element body = doc.body();
        attributes(body, root);
        children(body, root, 0);
        if (!quote) QuotedTail.fold(root);
        doc.outputSettings().prettyPrint(false);
        Document out = new Document("");
        out.outputSettings().prettyPrint(false).charset("UTF-8");
        out.appendChild(root);
        String safe = OutputPolicy.apply(root.outerHtml());
        return new Cleaned(safe, sheet.toString(), blocked, authored || css.coloured());
    }

    private void children(Node from, Element into, int depth) {
        for (Node child : from.childNodes()) {
            if (child instanceof TextNode t) into.appendChild(new TextNode(t.getWholeText()));
            else if (child instanceof Element e) element(e, into, depth);
        }
    }

    private void element(Element e, Element into, int depth) {
        // normalName: an element of SVG or MathML never passes for the HTML element of the same name
        String name = e.normalName();
        if (DROPPED.contains(name) || !e.tag().namespace().equals(Parser.NamespaceHtml)) return;
        if (!ALLOWED.contains(name) || depth > DEEPEST) {
            children(e, into, depth);
            return;
        }
        Element copy = new Element(name);
        if (name.equals("img") && !image(e, copy)) return;
        attributes(e, copy);
        if (name.equals("a")) link(e, copy);
        into.appendChild(copy);
        children(e, copy, depth + 1);
    }

    private void attributes(Element from, Element to) {
        StringBuilder style = new StringBuilder();
        for (Attribute a : from.attributes()) {
            String key = a.getKey().toLowerCase(Locale.ROOT);
            String value = a.getValue();
            switch (key) {
                case "style" -> style.insert(0, css.inline(value));
                case "class" -> {
                    if (!quote) to.attr("class", prefixed(value));
                }
                case "id", "name" -> {
                    if (!quote && !value.isBlank())
                        to.attr("id", prefixed(value.strip().replaceAll("\\s", "_")));
                }
                case "background" ->
                    stylePicture(value)
                            .ifPresent(p -> style.append(style.isEmpty() ? "" : ";")
                                    .append("background-image:url(\"")
                                    .append(p)
                                    .append("\")"));
                case "text" -> {
                    if (from.normalName().equals("body") && value.matches("#?[a-zA-Z0-9]{1,24}"))
                        style.append(style.isEmpty() ? "" : ";")
                                .append("color:")
                                .append(value);
                }
                default -> {
                    String rule = VALUES.get(key);
                    if (rule != null && value.strip().matches(rule)) {
                        to.attr(key, value.strip());
                        if (key.equals("bgcolor") || key.equals("color")) authored = true;
                    }
                }
            }
        }
        if (from.normalName().equals("body") && to.hasAttr("bgcolor")) {
            style.append(style.isEmpty() ? "" : ";").append("background-color:").append(to.attr("bgcolor"));
            to.removeAttr("bgcolor");
        }
        if (!style.isEmpty()) to.attr(OutputPolicy.STYLE_CARRIER, style.toString());
    }

    private static String prefixed(String value) {
        StringBuilder out = new StringBuilder();
        for (String word : value.strip().split("\\s+", 40)) {
            if (!CssRules.plainWord(word)) continue;
            if (!out.isEmpty()) out.append(' ');
            out.append("x-").append(word);
        }
        return out.toString();
    }

    private static void link(Element from, Element to) {
        Optional<String> href = Urls.link(from.attr("href"));
        if (href.isEmpty()) return;
        to.attr("href", href.get());
        if (!href.get().startsWith("#")) to.attr("target", "_blank").attr("rel", "noopener noreferrer");
    }

    /** Gives the copy its source; false when nothing is to be shown. */
    private boolean image(Element from, Element to) {
        String src = from.attr("src");
        if (src.isBlank() && from.hasAttr("srcset"))
            src = from.attr("srcset").strip().split("[\\s,]", 2)[0];
        if (Urls.rasterData(src)) {
            to.attr("src", Urls.stripped(src));
            return true;
        }
        Optional<String> cid = Urls.cid(src);
        if (cid.isPresent()) {
            Optional<String> path = pictures.embedded(cid.get());
            path.ifPresent(p -> to.attr("src", p));
            return path.isPresent() || !from.attr("alt").isBlank();
        }
        Optional<String> remote = Urls.remote(src);
        if (remote.isEmpty()) return !from.attr("alt").isBlank();
        Optional<String> path = pictures.outside(remote.get());
        if (path.isPresent()) {
            to.attr("src", path.get());
            return true;
        }
        blocked++;
        return !quote;
    }

    private Optional<String> stylePicture(String url) {
        if (quote) return Optional.empty();
        Optional<String> cid = Urls.cid(url);
        if (cid.isPresent()) return pictures.embedded(cid.get());
        Optional<String> remote = Urls.remote(url);
        if (remote.isEmpty()) return Optional.empty();
        Optional<String> path = pictures.outside(remote.get());
        if (path.isEmpty()) blocked++;
        return path;
    }
}
