// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.message;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import posthouse.formats.BodyLists;
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
    private static final int MOST_MESSAGES = 5;

    private Body() {}

    /**
     * @param plain no HTML part: the text follows the reader's theme
     * @param partial some of the message is not shown
     */
    record Shown(String html, String css, int blocked, boolean authored, boolean plain, boolean partial) {}

    /**
     * For reading and printing. {@code outside} gives the path of a picture from outside, or nothing; {@code words} the
     * texts of the catalogue. A message that holds nothing but other messages shows these.
     */
    static Shown read(
            OpenMessage m, Function<String, Optional<String>> outside, UnaryOperator<String> words, boolean fold)
            throws IOException {
        Sheet sheet = new Sheet(m, outside, fold);
        sheet.add(m.lists().htmlBody());
        sheet.partial |= m.email().index().truncated();
        if (sheet.isBlank())
            for (Part p : m.leaves().stream()
                    .filter(p -> p.isMessage() && !p.children().isEmpty())
                    .limit(MOST_MESSAGES)
                    .toList()) {
                Part inner = p.children().getFirst();
                sheet.html.append(AttachedMessage.open(m.header(p, inner), words));
                sheet.add(BodyLists.of(inner).htmlBody());
                sheet.html.append(AttachedMessage.CLOSE);
            }
        return new Shown(
                sheet.html.toString(), sheet.css.toString(), sheet.blocked, sheet.authored, sheet.plain, sheet.partial);
    }

    /** What has been put together so far. */
    private static final class Sheet {
        private final OpenMessage m;
        private final Function<String, Optional<String>> outside;
        private final boolean fold;
        private final StringBuilder html = new StringBuilder();
        private final StringBuilder css = new StringBuilder();
        private int blocked;
        private boolean authored;
        private boolean plain = true;
        private boolean partial;

        Sheet(OpenMessage m, Function<String, Optional<String>> outside, boolean fold) {
            this.m = m;
            this.outside = outside;
            this.fold = fold;
        }

        void add(List<Part> parts) throws IOException {
            partial |= parts.size() > MOST_PARTS;
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
        }

        boolean isBlank() {
            if (html.indexOf("<img") >= 0) return false;
            return html.isEmpty() || !Jsoup.parseBodyFragment(html.toString()).hasText();
        }
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
