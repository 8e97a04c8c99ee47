// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import posthouse.http.Exchange;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.pages.view.JtecomposeGenerated;
import posthouse.pages.view.Site;

/** A sandboxed document of an origin of its own, with one script of ours and no way to load or send anything. */
public final class ComposeFrame {
    private static final String POLICY =
            "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src blob: data:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final String script;
    private final Site site;

    public ComposeFrame(Site site) {
        this.site = site;
        this.script = "/assets/editor.js?v=" + version();
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/mail/compose-frame", new RouteAccess.Session(true), this::show));
    }

    private void show(Exchange x) throws IOException {
        x.set("Content-Security-Policy", POLICY);
        x.set("Cache-Control", "private, max-age=300");
        x.set("Vary", "Accept-Language, Cookie");
        x.answerGzip(
                200,
                "text/html; charset=utf-8",
                Site.render(out -> JtecomposeGenerated.render(
                        out, null, site.language(), script, site.catalogue().text("page.compose.title"))));
    }

    private static String version() {
        try (InputStream in = ComposeFrame.class.getResourceAsStream("/posthouse/shell/assets/editor.js")) {
            if (in == null) return "0";
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()))
                    .substring(0, 12);
        } catch (IOException e) {
            throw new UncheckedIOException("editor.js", e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
