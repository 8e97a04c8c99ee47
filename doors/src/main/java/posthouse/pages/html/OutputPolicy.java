// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.html;

import java.util.regex.Pattern;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** The second pair of eyes: a sanitizer of another make writes out what the cleaner left, with one way only to read it. */
final class OutputPolicy {
    /** The sanitizer has ideas of its own about styles; ours are rewritten already and travel under this name. */
    static final String STYLE_CARRIER = "data-s";

    private static final Pattern PICTURE = Pattern.compile(
            "(?:/mail/image/[A-Za-z0-9_.-]+|/jmap/download/[^\"'<>\\\\\\s]+|data:image/(?:png|gif|jpe?g|webp|bmp);base64,[A-Za-z0-9+/=%\\s]*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern STYLE =
            Pattern.compile("(?:[^<>\\\\@&{}\"]++|\"/(?:mail/image|jmap/download)/[^\"<>\\\\\\s()]+\")*+");
    private static final Pattern LINK =
            Pattern.compile("(?is)(?:https?|mailto|tel|sms|ftp|news|xmpp|geo|callto):.*|#x-.*");
    private static final Pattern NAME = Pattern.compile("(?:x-[A-Za-z0-9_-]+|quoted)(?: x-[A-Za-z0-9_-]+)*");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
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
                    "wbr")
            .allowWithoutAttributes("a", "span", "font", "img")
            .allowUrlProtocols("http", "https", "mailto", "tel", "sms", "ftp", "news", "xmpp", "geo", "callto", "data")
            .allowAttributes("href")
            .matching(LINK)
            .onElements("a")
            .allowAttributes("target")
            .matching(true, "_blank")
            .onElements("a")
            .allowAttributes("rel")
            .matching(true, "noopener noreferrer")
            .onElements("a")
            .allowAttributes("src")
            .matching(PICTURE)
            .onElements("img")
            .allowAttributes(STYLE_CARRIER)
            .matching(STYLE)
            .globally()
            .allowAttributes("class", "id")
            .matching(NAME)
            .globally()
            .allowAttributes(
                    "align",
                    "valign",
                    "dir",
                    "lang",
                    "width",
                    "height",
                    "border",
                    "cellpadding",
                    "cellspacing",
                    "hspace",
                    "vspace",
                    "bgcolor",
                    "color",
                    "face",
                    "size",
                    "colspan",
                    "rowspan",
                    "span",
                    "start",
                    "type",
                    "value",
                    "nowrap",
                    "noshade",
                    "clear",
                    "scope",
                    "datetime",
                    "title",
                    "alt")
            .globally()
            .toFactory();

    private OutputPolicy() {}

    static String apply(String html) {
        // Text and values come out with every quote and equals sign escaped, so this can only be an attribute's name.
        return POLICY.sanitize(html).replace(" " + STYLE_CARRIER + "=\"", " style=\"");
    }
}
