// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.folders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import posthouse.base.Language;
import posthouse.http.Exchange;
import posthouse.pages.view.Site;

/**
 * Answers of public pages: kept by browsers only with the promise to ask each time, and told apart by what they say. Whether
 * one may read is decided before it is asked whether one has read it.
 */
final class PublicSite {
    private final Language language;
    private final String css = Site.resource("/posthouse/pages/public.css");
    private final String policy = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(sha256(css.getBytes(StandardCharsets.UTF_8)))
            + "'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    PublicSite(Language language) {
        this.language = language;
    }

    String css() {
        return css;
    }

    void page(Exchange x, Site.Page page) throws IOException {
        x.set("Content-Security-Policy", policy);
        x.set("Referrer-Policy", "same-origin");
        x.set("Content-Language", language.tag());
        answer(x, "text/html; charset=utf-8", Site.render(page));
    }

    void answer(Exchange x, String type, byte[] body) throws IOException {
        String tag = "\""
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(sha256(body))
                        .substring(0, 22) + "\"";
        headers(x, tag);
        if (matches(x, tag)) x.answer(304);
        else x.answer(200, type, body);
    }

    static void headers(Exchange x, String tag) {
        x.set("Cache-Control", "no-cache");
        x.set("Vary", "Cookie, Authorization, Accept-Language");
        x.set("ETag", tag);
    }

    static boolean matches(Exchange x, String tag) {
        Optional<String> known = x.header("If-None-Match");
        return known.filter(k -> k.equals("*") || k.contains(tag)).isPresent();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
