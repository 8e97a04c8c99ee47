// SPDX-License-Identifier: Apache-2.0
// RFC 6266, RFC 8187
package posthouse.jmap.core;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * As what bytes are given out.
 *
 * @param shown whether a browser may show it instead of saving it
 */
record DownloadType(String type, boolean shown) {
    private static final Set<String> RASTER = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
    private static final Pattern TOKENS = Pattern.compile("[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}");
    private static final Pattern ACTIVE =
            Pattern.compile("text/(html|xml|xsl|javascript|ecmascript|css)|application/(xhtml\\+xml|xml|.*javascript"
                    + "|.*ecmascript|x-shockwave-flash|wasm)|.*\\+xml|image/svg.*|multipart/.*");

    /** Whatever was asked for: a type that a browser could run becomes plain octets. */
    static DownloadType of(String asked) {
        int end = asked.indexOf(';');
        String type = (end < 0 ? asked : asked.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (!TOKENS.matcher(type).matches() || ACTIVE.matcher(type).matches())
            return new DownloadType("application/octet-stream", false);
        return new DownloadType(type, RASTER.contains(type));
    }

    /** The header with the name, freed of what could mislead. */
    String disposition(String name) {
        var plain = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .map(c -> "/\\:*?\"<>|".indexOf(c) >= 0 ? '_' : c)
                .limit(200)
                .forEach(plain::appendCodePoint);
        String text = plain.isEmpty() ? "file" : plain.toString();
        String ascii = text.replaceAll("[^ -~]", "_");
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return (shown ? "inline" : "attachment") + "; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
