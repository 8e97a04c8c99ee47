// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import posthouse.formats.BodyValues;
import posthouse.formats.MessageIndexer;
import posthouse.formats.Part;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlCleanerTest {
    private static PictureRules pictures(boolean outside) {
        return new PictureRules() {
            @Override
            public Optional<String> embedded(String cid) {
                return cid.equals("known")
                        ? Optional.of("/jmap/download/a/p1/x.png?accept=image%2Fpng")
                        : Optional.empty();
            }

            @Override
            public Optional<String> outside(String url) {
                return outside ? Optional.of("/mail/image/MAC.URL") : Optional.empty();
            }
        };
    }

    private static Cleaned read(String html) {
        return HtmlCleaner.read(html, pictures(false));
    }

    /** What a browser would find in it that runs or loads. */
    private static List<String> dangers(Cleaned c) {
        List<String> found = new ArrayList<>();
        for (Element e : Jsoup.parse(c.html()).getAllElements()) {
            if (List.of(
                            "script",
                            "iframe",
                            "object",
                            "embed",
                            "svg",
                            "math",
                            "link",
                            "meta",
                            "base",
                            "form",
                            "input",
                            "style",
                            "video",
                            "audio",
                            "template",
                            "noscript")
                    .contains(e.normalName())) found.add("<" + e.normalName() + ">");
            for (Attribute a : e.attributes()) {
                String value = a.getValue().toLowerCase(Locale.ROOT);
                if (a.getKey().startsWith("on")) found.add(a.getKey());
                if (a.getKey().equals("href")
                        && !value.matches("(?s)(https?|mailto|tel|sms|ftp|news|xmpp|geo|callto):.*|#x-.*"))
                    found.add(a.toString());
                if (a.getKey().equals("src")
                        && !value.startsWith("/mail/image/")
                        && !value.startsWith("/jmap/download/")
                        && !value.matches("(?s)data:image/(png|gif|jpe?g|webp|bmp);base64,.*")) found.add(a.toString());
                if (List.of(
                                "srcset",
                                "background",
                                "poster",
                                "ping",
                                "action",
                                "formaction",
                                "srcdoc",
                                "xlink:href",
                                "cite",
                                "longdesc",
                                "usemap")
                        .contains(a.getKey())) found.add(a.toString());
                if (a.getKey().equals("style")) css(value, found);
            }
        }
        css(c.css().toLowerCase(Locale.ROOT), found);
        return found;
    }

    private static void css(String css, List<String> found) {
        String own = css.replaceAll("url\\(\"/(mail/image|jmap/download)/[^\"]*\"\\)", "");
        for (String word : new String[] {
            "url(",
            "@import",
            "@font-face",
            "image-set",
            "expression",
            "var(",
            "behavior",
            "-moz-binding",
            "position:fixed",
            "<",
            "\\"
        }) if (own.contains(word)) found.add("css " + word + " in " + css);
    }

    @Test
    void nothingThatRunsOrLoadsIsLeftOfAnyPayload() throws IOException {
        Path file = Path.of("../web/e2e/payloads.json");
        JsonNode all = JsonMapper.builder().build().readTree(Files.readString(file));
        assertTrue(all.size() >= 150, all.size() + " payloads");
        List<String> bad = new ArrayList<>();
        for (JsonNode p : all) {
            String html = p.get("html")
                    .asString()
                    .replace("{{TRAPHOST}}", "127.0.0.1:9/x")
                    .replace("{{TRAP}}", "http://127.0.0.1:9/x");
            for (Cleaned c : List.of(
                    read(html), HtmlCleaner.read(html, pictures(true)), HtmlCleaner.quote(html, pictures(false)))) {
                List<String> found = dangers(c);
                if (!found.isEmpty()) bad.add(p.get("id").asString() + " " + found);
            }
        }
        assertEquals(List.of(), bad);
    }

    @Test
    void theLookOfANewsletterSurvives() {
        Cleaned c = read("""
                <html><head><style>.hero td{background-color:#fafafa;padding:10px 20px} @media (max-width:600px){.hero{width:100% !important}} body{margin:0}</style></head>
                <body bgcolor="#eeeeee"><table class="hero" width="600" cellpadding="0" align="center"><tr><td style="font-family:'Open Sans',Arial;font-size:14px;color:rgb(1,2,3)">Hi</td></tr></table></body></html>
                """);
        assertTrue(c.html().contains("width=\"600\""), c.html());
        assertTrue(c.html().contains("font-family:&#39;Open Sans&#39;,Arial;font-size:14px"), c.html());
        assertTrue(c.html().contains("color:rgb(1,2,3)"), c.html());
        assertTrue(c.html().contains("background-color:#eeeeee"), c.html());
        assertTrue(c.css().contains("#mail .x-hero td{background-color:#fafafa;padding:10px 20px}"), c.css());
        assertTrue(c.css().contains("@media (max-width:600px){#mail .x-hero{width:100% !important}}"), c.css());
        assertTrue(c.css().contains("#mail{margin:0}"), c.css());
        assertTrue(c.authored());
    }

    @Test
    void picturesFromOutsideAreCountedOrShownThroughTheServer() {
        String html =
                "<img src=http://x.test/a.png width=10><td background='//y.test/b.png'><div style='background:url(http://z.test/c)'>";
        assertEquals(2, read(html).blocked());
        Cleaned shown = HtmlCleaner.read(html, pictures(true));
        assertEquals(0, shown.blocked());
        assertTrue(shown.html().contains("src=\"/mail/image/MAC.URL\""), shown.html());
    }

    @Test
    void textThatLooksLikeTheStyleCarrierStaysText() {
        Cleaned c =
                read("<p title=' data-s=\"color:red\"'>x data-s=\"color:red\" y</p><p data-s='position:fixed'>z</p>");
        assertEquals(0, Jsoup.parse(c.html()).select("[style]").size(), c.html());
    }

    @Test
    void embeddedPicturesAreDownloads() {
        assertTrue(read("<img src='cid:known'>").html().contains("/jmap/download/a/p1/x.png"));
        assertFalse(read("<img src='cid:other'>").html().contains("img"));
    }

    @Test
    void linksOpenOutsideAndSayNothing() {
        String html = read("<a href='https://x.test/?a=1&b=2'>x</a>").html();
        assertTrue(html.contains("target=\"_blank\"") && html.contains("rel=\"noopener noreferrer\""), html);
    }

    @Test
    void aQuotedTailIsFoldedOnlyBelowOwnWords() {
        assertTrue(
                read("<div>Yes.</div><div class=gmail_quote><div class=gmail_attr>On Monday Ada wrote:</div><blockquote>No?</blockquote></div>")
                        .html()
                        .contains("<details class=\"quoted\">"));
        assertFalse(read("<blockquote>No?</blockquote><div>Yes.</div>").html().contains("details"));
        assertFalse(read("<blockquote>only a quote</blockquote>").html().contains("details"));
    }

    @Test
    void plainTextIsEscapedLinkedAndQuoted() {
        String html = TextPage.html(
                "Hi <b>\nsee https://x.test/a(b).\nor a@b.test\n\nOn Monday Ada wrote:\n> one\n>> two",
                false,
                false,
                true);
        assertTrue(html.contains("Hi &lt;b&gt;"), html);
        assertTrue(html.contains("href=\"https://x.test/a(b)\""), html);
        assertTrue(html.contains("href=\"mailto:a@b.test\""), html);
        assertTrue(html.contains("<details class=\"quoted\">"), html);
        assertEquals(2, html.split("<blockquote>", -1).length - 1);
    }

    @Test
    void blankLinesBesideAQuotationAreNotShown() {
        String html = TextPage.html("\n\nOne:\n\n>\n> two\n>\n\n\nthree\n\nfour", false, false, false);
        assertEquals(
                "<div class=\"plain\"><div class=\"t\">One:</div><blockquote><div class=\"t\">two</div></blockquote>"
                        + "<div class=\"t\">three\n\nfour</div></div>",
                html);
    }

    @Test
    void columnsOfBlanksAreSetInOneWidth() {
        String table = "name      size\none       1\ntwo       2\nthree     3\n";
        String html = TextPage.html("Figures:\n\n" + table + "\nAda", false, false, false);
        assertTrue(html.contains("<div class=\"t\">Figures:</div><div class=\"t fixed\">name "), html);
        assertTrue(html.endsWith("</div><div class=\"t\">Ada</div></div>"), html);
        assertFalse(
                TextPage.html("A letter.  It has\ntwo blanks after\nits stops.  No\ntable.  Ada\n", false, false, false)
                        .contains("fixed"));
    }

    @Test
    void aLinkInTextCannotBreakOutOfItsAttribute() {
        String html = TextPage.html(
                "a@a.co?]<img src=x onerror=alert(1)> http://x/\"onmouseover=alert(1)", false, false, true);
        assertFalse(html.contains("<img"), html);
        assertEquals(0, Jsoup.parse(html).select("[onmouseover]").size());
    }

    @Test
    void deepNestingIsCleanedInTime() {
        org.junit.jupiter.api.Assertions.assertTimeout(java.time.Duration.ofSeconds(30), () -> {
            read("<div>".repeat(50_000) + "x");
            read("<b><i><a href=x>".repeat(10_000) + "x");
            read("<style>" + "a{b:c}".repeat(50_000) + "</style>x");
            read("<p style=\"" + "color:red;".repeat(50_000) + "\">x");
            read("<blockquote>".repeat(3_000) + "x");
        });
    }

    @Test
    void markupThatUtf7HidIsCleanedAfterItWasDecoded() throws IOException {
        byte[] mail = ("Content-Type: text/html; charset=utf-7\r\n\r\n"
                        + "+ADw-p+AD4-shown+ADw-/p+AD4APA-script+AD4-alert(1)+ADw-/script+AD4-"
                        + "+ADw-img src+AD0-x onerror+AD0-alert(1)+AD4-")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Part part = MessageIndexer.index(mail).structure();
        int at = (int) part.bodyStart();
        String decoded = BodyValues.read(part, new java.io.ByteArrayInputStream(mail, at, mail.length - at), 0)
                .value();
        assertTrue(decoded.contains("<p>shown</p><script>"), decoded);
        String clean = read(decoded).html();
        assertTrue(clean.contains("shown"), clean);
        assertFalse(clean.contains("script") || clean.contains("onerror") || clean.contains("alert"), clean);
    }

    @Test
    @Timeout(value = 2, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aTextWithoutAnyBlankIsLookedThroughInTime() {
        assertFalse(TextPage.html("a".repeat(2_000_000), false, false, false).contains("<a"));
        assertTrue(TextPage.html("to:ada+x@demo.test.", false, false, false).contains("mailto:ada+x@demo.test"));
    }
}
