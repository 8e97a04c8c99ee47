// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.folders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Somebody at a browser: signed in, or not. Knows nothing but addresses and bytes. */
final class Visitor {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> USING =
            List.of("urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail", "urn:posthouse:jmap:mailbox");

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    final String base;
    private Optional<String> cookie = Optional.empty();

    Visitor(String base) {
        this.base = base;
    }

    static Visitor signedIn(String base, String address) {
        var visitor = new Visitor(base);
        String form = "username=" + encoded(address) + "&password=" + encoded(FoldersHouse.PASSWORD);
        HttpResponse<byte[]> answer = visitor.send(visitor.request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        visitor.cookie = answer.headers().firstValue("Set-Cookie").map(c -> c.split(";", 2)[0]);
        if (visitor.cookie.isEmpty()) throw new AssertionError("not signed in: " + answer.statusCode());
        return visitor;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .header("Accept", "*/*");
        cookie.ifPresent(c -> request.header("Cookie", c));
        return request;
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer's body as it comes. */
    HttpResponse<java.io.InputStream> open(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<byte[]> get(String path) {
        return send(request(path).GET());
    }

    int status(String path) {
        return get(path).statusCode();
    }

    String text(String path) {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    /** The arguments of the method's answer, or of its error (with {@code type}). Arguments in JSON with single quotes. */
    JsonNode call(String method, String arguments) {
        ObjectNode request = JSON.createObjectNode();
        var using = request.putArray("using");
        USING.forEach(using::add);
        request.putArray("methodCalls")
                .addArray()
                .add(method)
                .add(JSON.readTree(arguments.replace('\'', '"')))
                .add("c");
        HttpResponse<byte[]> answer = send(request("/jmap/api")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(request))));
        if (answer.statusCode() != 200) return JSON.createObjectNode().put("type", "http" + answer.statusCode());
        return JSON.readTree(answer.body()).path("methodResponses").path(0).path(1);
    }

    /** The blob id of the upload, or empty when it was refused. */
    Optional<String> upload(String account, byte[] bytes) {
        HttpResponse<byte[]> answer = send(request("/jmap/upload/" + account + "/")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
        return answer.statusCode() == 201
                ? Optional.of(JSON.readTree(answer.body()).path("blobId").stringValue(""))
                : Optional.empty();
    }
}
