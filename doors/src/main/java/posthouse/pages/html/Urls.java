// SPDX-License-Identifier: Apache-2.0
// WHATWG URL §4.4 (what browsers strip before they look at the scheme)
package posthouse.pages.html;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Looks at addresses as a browser would read them. */
final class Urls {
    private static final Set<String> LINKS =
            Set.of("http", "https", "mailto", "tel", "sms", "ftp", "news", "xmpp", "geo", "callto");
    private static final int LONGEST = 8_000;

    private Urls() {}

    /** Without what browsers ignore: blanks around, tabs and line breaks anywhere. */
    static String stripped(String url) {
        StringBuilder out = new StringBuilder(url.length());
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '\t' || c == '\n' || c == '\r' || c == 0) continue;
            out.append(c);
        }
        int from = 0;
        int to = out.length();
        while (from < to && out.charAt(from) <= ' ') from++;
        while (to > from && out.charAt(to - 1) <= ' ') to--;
        return out.substring(from, to);
    }

    /** The lower-case scheme, or "" for an address without one. */
    static String scheme(String url) {
        int colon = url.indexOf(':');
        if (colon <= 0) return "";
        for (int i = 0; i < colon; i++) {
            char c = url.charAt(i);
            boolean fits = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.');
            if (!fits) return "";
        }
        return url.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    /** Where a link may lead: outside by a known scheme, or to a place in this message. */
    static Optional<String> link(String href) {
        String url = stripped(href);
        if (url.isEmpty() || url.length() > LONGEST) return Optional.empty();
        if (url.startsWith("#")) return Optional.of("#x-" + url.substring(1).replaceAll("[^A-Za-z0-9_-]", "_"));
        if (url.startsWith("//") || url.startsWith("\\\\")) return Optional.of("https://" + url.substring(2));
        String scheme = scheme(url);
        if (LINKS.contains(scheme)) return Optional.of(url);
        if (scheme.isEmpty() && url.regionMatches(true, 0, "www.", 0, 4)) return Optional.of("https://" + url);
        return Optional.empty();
    }

    /** An address on the network, made absolute; empty for anything else. */
    static Optional<String> remote(String src) {
        String url = stripped(src);
        if (url.length() > LONGEST) return Optional.empty();
        if (url.startsWith("//") || url.startsWith("\\\\") || url.startsWith("/\\"))
            return Optional.of("https://" + url.substring(2));
        String scheme = scheme(url);
        return scheme.equals("http") || scheme.equals("https") ? Optional.of(url) : Optional.empty();
    }

    /** The id of a cid: address. */
    static Optional<String> cid(String src) {
        String url = stripped(src);
        return scheme(url).equals("cid") ? Optional.of(url.substring(4)) : Optional.empty();
    }

    /** A picture inside the address itself, of a raster type. */
    static boolean rasterData(String src) {
        String url = stripped(src);
        return url.length() < 3_000_000
                && url.matches("(?i)data:image/(?:png|gif|jpe?g|webp|bmp);base64,[A-Za-z0-9+/=%\\s]*");
    }
}
