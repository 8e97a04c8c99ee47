// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.http.Exchange;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.net.FetchLimits;
import posthouse.net.Fetched;
import posthouse.net.SafeFetcher;

/** Fetches a picture for a reader and hands on nothing but a raster picture. */
public final class ImageProxy {
    private static final int AT_ONCE = 16;

    private final ImageTokens tokens;
    private final SafeFetcher fetcher;
    private final Semaphore permits = new Semaphore(AT_ONCE);

    public ImageProxy(ImageTokens tokens, SafeFetcher fetcher) {
        this.tokens = tokens;
        this.fetcher = fetcher;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/mail/image/{token}", new RouteAccess.Session(false), this::image));
    }

    private void image(Exchange x) throws IOException {
        String url = tokens.url(x.parameter("token"))
                .orElseThrow(() -> refused("its address was not signed by this server"));
        if (!permits.tryAcquire())
            throw new Refused(new Failure.Busy(KB.REMOTE_IMAGE_REFUSED, "images", Duration.ofSeconds(1)));
        Fetched fetched;
        try {
            fetched = fetcher.fetch(encoded(url), FetchLimits.images());
        } finally {
            permits.release();
        }
        switch (fetched) {
            case Fetched.Content content -> {
                String type = rasterType(content.bytes()).orElseThrow(() -> refused("what came is no picture"));
                x.set("Cache-Control", "private, max-age=86400");
                x.set("Content-Security-Policy", "sandbox; default-src 'none'");
                x.set("Cross-Origin-Resource-Policy", "same-origin");
                x.answer(200, type, content.bytes());
            }
            case Fetched.NotFetched not -> throw new Refused(not.why());
        }
    }

    private static Refused refused(String why) {
        return new Refused(new Failure.BadInput(KB.REMOTE_IMAGE_REFUSED, "image", why));
    }

    /** Mail holds addresses that are not quite URIs: blanks and the like are encoded first. */
    private static String encoded(String url) {
        StringBuilder s = new StringBuilder();
        for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (c <= ' ' || c > 126 || "\"<>\\^`{|}".indexOf(c) >= 0) s.append(String.format("%%%02X", c));
            else s.append((char) c);
        }
        return s.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    /** The type by the first octets: what a server says about them does not count. */
    static Optional<String> rasterType(byte[] b) {
        if (starts(b, 0, "\u0089PNG\r\n")) return Optional.of("image/png");
        if (starts(b, 0, "\u00ff\u00d8\u00ff")) return Optional.of("image/jpeg");
        if (starts(b, 0, "GIF87a") || starts(b, 0, "GIF89a")) return Optional.of("image/gif");
        if (starts(b, 0, "RIFF") && starts(b, 8, "WEBP")) return Optional.of("image/webp");
        if (starts(b, 0, "BM") && b.length > 26) return Optional.of("image/bmp");
        if (starts(b, 4, "ftypavif")) return Optional.of("image/avif");
        return Optional.empty();
    }

    private static boolean starts(byte[] b, int at, String s) {
        if (b.length < at + s.length()) return false;
        for (int i = 0; i < s.length(); i++) if ((b[at + i] & 0xff) != s.charAt(i)) return false;
        return true;
    }
}
