// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.view;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import posthouse.base.Catalogue;
import posthouse.base.Language;
import posthouse.http.Exchange;

/** What all pages share: style sheet, words, headers. */
public final class Site {
    private final Language language;
    private final Catalogue catalogue;
    private final String css;

    /** For pages of all kinds. */
    public Site(Language language, Catalogue catalogue) {
        this(language, catalogue, resource("/posthouse/pages/pages.css") + resource("/posthouse/pages/more.css"));
    }

    private Site(Language language, Catalogue catalogue, String css) {
        this.language = language;
        this.catalogue = catalogue;
        this.css = css;
    }

    /** For the pages of problems, which are small. */
    public static Site ofProblems(Language language, Catalogue catalogue) {
        return new Site(language, catalogue, resource("/posthouse/pages/pages.css"));
    }

    public Language language() {
        return language;
    }

    /** Writes a template. */
    @FunctionalInterface
    public interface Page {
        void render(HtmlTemplateOutput out);
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Words words() {
        return catalogue::text;
    }

    public Frame frame(String title, Exchange exchange) {
        return new Frame(language, title, exchange.nonce(), css, 0, "", false);
    }

    public Frame frame(String title, Exchange exchange, int refresh, boolean bare) {
        return new Frame(language, title, exchange.nonce(), css, refresh, "", bare);
    }

    /** A page that leads on by itself after some seconds. */
    public Frame leading(String title, Exchange exchange, int refresh, String to) {
        return new Frame(language, title, exchange.nonce(), css, refresh, to, false);
    }

    /** The page's octets; sets the policy that lets it load nothing but itself. */
    public byte[] page(Exchange exchange, Page page) {
        return page(exchange, "", page);
    }

    /** A page that waits for something and asks for it: it may run its one script and ask this server. */
    public byte[] waiting(Exchange exchange, Page page) {
        return page(exchange, "script-src 'nonce-" + exchange.nonce() + "'; connect-src 'self'; ", page);
    }

    private byte[] page(Exchange exchange, String more, Page page) {
        exchange.set(
                "Content-Security-Policy",
                "default-src 'none'; " + more + "style-src 'nonce-" + exchange.nonce()
                        + "'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        exchange.set("Cache-Control", "no-store");
        exchange.set("Content-Language", language.tag());
        exchange.set("Vary", "Accept-Language, Cookie");
        // With no-referrer a browser posts a form with "Origin: null", and its own server would refuse it.
        exchange.set("Referrer-Policy", "same-origin");
        return render(page);
    }

    /** A page that loads scripts for the page after it, and runs none. */
    public void answerLoading(Exchange exchange, int status, Page page) throws IOException {
        exchange.answer(
                status,
                "text/html; charset=utf-8",
                page(exchange, "script-src 'nonce-" + exchange.nonce() + "'; ", page));
    }

    public void answer(Exchange exchange, int status, Page page) throws IOException {
        exchange.answer(status, "text/html; charset=utf-8", page(exchange, page));
    }

    /** A template's octets in UTF-8. */
    public static byte[] render(Page page) {
        Utf8ByteOutput bytes = new Utf8ByteOutput();
        TemplateOutput plain = bytes;
        page.render(new OwaspHtmlTemplateOutput(plain));
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.getContentLength());
        try {
            bytes.writeTo(out::write);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** A text resource of the pages. */
    public static String resource(String name) {
        try (InputStream in = Site.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is not packed");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
