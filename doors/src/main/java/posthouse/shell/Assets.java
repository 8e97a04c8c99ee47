// SPDX-License-Identifier: Apache-2.0
package posthouse.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Language;
import posthouse.base.Refused;
import posthouse.http.Exchange;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The built front end: hashed names, immutable, compressed once. */
public final class Assets {
    private static final String ENTRY = "src/mailbox/main.tsx";
    private static final String WORDS = "words/";
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "woff2", "font/woff2",
            "svg", "image/svg+xml",
            "json", "application/json");

    private final JsonNode manifest;
    /** Bounded by what is packed: a name that is no file leaves nothing here. */
    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    private record Asset(byte[] plain, byte[] gzip) {}

    /**
     * What the page names of the entry.
     *
     * @param words the module with the texts of a language
     * @param preloads what the browser fetches at once, that module among it
     */
    record Entry(String script, String words, List<String> styles, List<String> preloads) {}

    public Assets() {
        this.manifest = read("manifest.json")
                .map(bytes -> JsonMapper.builder().build().readTree(bytes))
                .orElseGet(() -> JsonMapper.builder().build().createObjectNode());
    }

    /** Public, since it is the same for everyone and holds nothing of anyone. */
    public List<Route> routes() {
        return List.of(new Route(
                        "GET",
                        "/assets/{file}",
                        new RouteAccess.Public("the program's own code, the same for everyone"),
                        this::serve)
                .alwaysAnswered());
    }

    /** The entry of the mailbox in that language; empty when the front end was not built into this server. */
    Optional<Entry> mailbox(Language language) {
        JsonNode entry = manifest.path(ENTRY);
        JsonNode texts = manifest.path(WORDS + language.words());
        if (entry.isMissingNode() || texts.isMissingNode()) return Optional.empty();
        String words = "/assets/" + texts.path("file").stringValue("");
        var styles = new TreeSet<String>();
        var preloads = new TreeSet<String>();
        collect(entry, styles, preloads);
        preloads.add(words);
        return Optional.of(new Entry(
                "/assets/" + entry.path("file").stringValue(""),
                words,
                new ArrayList<>(styles),
                new ArrayList<>(preloads)));
    }

    /** Addresses of the scripts that the mailbox starts with in that language. */
    public List<String> scripts(Language language) {
        return mailbox(language)
                .map(entry -> Stream.concat(Stream.of(entry.script()), entry.preloads().stream())
                        .toList())
                .orElse(List.of());
    }

    private void collect(JsonNode chunk, TreeSet<String> styles, TreeSet<String> preloads) {
        for (JsonNode css : chunk.path("css")) styles.add("/assets/" + css.stringValue(""));
        for (JsonNode name : chunk.path("imports")) {
            JsonNode imported = manifest.path(name.stringValue(""));
            if (preloads.add("/assets/" + imported.path("file").stringValue(""))) collect(imported, styles, preloads);
        }
    }

    private void serve(Exchange exchange) throws IOException {
        String name = exchange.parameter("file");
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        Asset asset = type == null || !name.matches("[A-Za-z0-9._-]{1,120}") ? null : asset(name);
        if (asset == null || type == null) throw new Refused(new Failure.NotFound(KB.NOT_FOUND, "file"));
        // editor.js has a fixed name with ?v= behind it; everything else carries its hash in its name.
        exchange.set("Cache-Control", "public, max-age=31536000, immutable")
                .set("X-Content-Type-Options", "nosniff")
                .set("Cross-Origin-Resource-Policy", name.equals("editor.js") ? "cross-origin" : "same-origin")
                .set("Vary", "Accept-Encoding");
        boolean zipped = asset.gzip().length > 0
                && exchange.header("Accept-Encoding").orElse("").contains("gzip");
        if (zipped) exchange.set("Content-Encoding", "gzip");
        exchange.answer(200, type, zipped ? asset.gzip() : asset.plain());
    }

    private @org.jspecify.annotations.Nullable Asset asset(String name) {
        return assets.computeIfAbsent(
                name,
                key -> read(key)
                        .map(plain -> new Asset(plain, key.endsWith(".woff2") ? new byte[0] : gzip(plain)))
                        .orElse(null));
    }

    private static Optional<byte[]> read(String name) {
        try (var in = Assets.class.getResourceAsStream("assets/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static byte[] gzip(byte[] plain) {
        var out = new ByteArrayOutputStream(plain.length / 3);
        try (var gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
