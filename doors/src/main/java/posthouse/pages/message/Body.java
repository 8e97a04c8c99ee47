// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.message;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import posthouse.formats.BodyValue;
import posthouse.formats.FlowedText;
import posthouse.formats.HtmlText;
import posthouse.formats.Part;
import posthouse.pages.html.Cleaned;
import posthouse.pages.html.HtmlCleaner;
import posthouse.pages.html.PictureRules;
import posthouse.pages.html.TextPage;

/** Puts a message's body parts together as one safe fragment. */
final class Body {
    private static final Set<String> RASTER =
            Set.of("image/png", "image/jpeg", "image/jpg", "image/pjpeg", "image/gif", "image/webp", "image/bmp");
    private static final int MOST_PARTS = 50;

    private Body() {}

    /**
     * @param plain no HTML part: the text follows the reader's theme
     * @param partial some of the message is not shown
     */
    record Shown(String html, String css, int blocked, boolean authored, boolean plain, boolean partial) {}

    /** For reading and printing. {@code outside} gives the path of a picture from outside, or nothing. */
    static Shown read(OpenMessage m, Function<String, Optional<String>> outside, boolean fold) throws IOException {
        StringBuilder html = new StringBuilder();
        StringBuilder css = new StringBuilder();
        int blocked = 0;
        boolean authored = false;
        boolean plain = true;
        boolean partial = m.email().index().truncated();
        List<Part> parts = m.lists().htmlBody();
        for (Part p : parts.subList(0, Math.min(MOST_PARTS, parts.size()))) {
            if (p.type().equals("text/html")) {
                BodyValue v = m.text(p);
                Cleaned c = HtmlCleaner.read(v.value(), rules(m, outside));
                html.append(c.html());
                css.append(c.css());
                blocked += c.blocked();
                authored |= c.authored();
                partial |= v.isTruncated();
                plain = false;
            } else if (p.isText()) {
                BodyValue v = m.text(p);
                html.append(text(p, v.value(), fold));
                partial |= v.isTruncated();
            } else if (RASTER.contains(p.type())) {
                html.append(picture(m, p));
            }
        }
        return new Shown(
                html.toString(), css.toString(), blocked, authored, plain, partial || parts.size() > MOST_PARTS);
    }

    /** For an answer: HTML without styles and outside pictures. */
    static String quoteHtml(OpenMessage m) throws IOException {
        StringBuilder html = new StringBuilder();
        for (Part p : m.lists().htmlBody().stream().limit(MOST_PARTS).toList()) {
            if (p.type().equals("text/html"))
                html.append(HtmlCleaner.quote(m.text(p).value(), rules(m, u -> Optional.empty()))
                        .html());
            else if (p.isText()) html.append(text(p, m.text(p).value(), false));
            else if (RASTER.contains(p.type())) html.append(picture(m, p));
        }
        return html.toString();
    }

    /** For an answer in plain text. */
    static String quoteText(OpenMessage m) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Part p : m.lists().textBody().stream().limit(MOST_PARTS).toList()) {
            if (!p.isText()) continue;
            String value = m.text(p).value();
            if (!text.isEmpty()) text.append('\n');
            if (p.type().equals("text/html")) text.append(HtmlText.plain(value));
            else if (flowed(p)) text.append(FlowedText.unflow(value, delSp(p)));
            else text.append(value);
        }
        return text.toString();
    }

    private static String text(Part p, String value, boolean fold) {
        return TextPage.html(value.stripTrailing(), flowed(p), delSp(p), fold);
    }

    private static boolean flowed(Part p) {
        return "flowed".equalsIgnoreCase(p.parameters().get("format"));
    }

    private static boolean delSp(Part p) {
        return "yes".equalsIgnoreCase(p.parameters().get("delsp"));
    }

    private static String picture(OpenMessage m, Part p) {
        Element img = new Element("img")
                .attr("src", m.download(p, p.type()))
                .attr("alt", p.name().orElse(""));
        Document doc = new Document("");
        doc.outputSettings().prettyPrint(false);
        Element div = new Element("div").addClass("picture").appendChild(img);
        doc.appendChild(div);
        return div.outerHtml();
    }

    private static PictureRules rules(OpenMessage m, Function<String, Optional<String>> outside) {
        return new PictureRules() {
            @Override
            public Optional<String> embedded(String cid) {
                return m.byCid(cid)
                        .filter(p -> RASTER.contains(p.type()) || p.type().equals("application/octet-stream"))
                        .map(p -> m.download(p, RASTER.contains(p.type()) ? p.type() : "image/png"));
            }

            @Override
            public Optional<String> outside(String url) {
                return outside.apply(url);
            }
        };
    }
}
