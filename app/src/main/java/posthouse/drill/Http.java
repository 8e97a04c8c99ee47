// SPDX-License-Identifier: Apache-2.0
package posthouse.drill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import posthouse.base.Clock;

/** A browser's requests, as bytes: no script runs, redirects are followed, cookies are kept for each person. */
final class Http implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int HOPS = 5;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String base;
    private final Clock clock;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Http(String base, Clock clock) {
        this.base = base;
        this.clock = clock;
    }

    /** Gives a person a cookie to show. */
    void cookie(String who, String value) {
        cookies.put(who, value);
    }

    Optional<String> cookie(String who) {
        return Optional.ofNullable(cookies.get(who));
    }

    /** A page, as a person's browser asks for it. */
    Seen page(String who, String path) throws IOException, InterruptedException {
        long began = clock.nanos();
        String at = path;
        for (int hop = 0; ; hop++) {
            HttpResponse<String> answer = send(builder(who, at)
                    .header("Accept", "text/html,*/*;q=0.8")
                    .GET()
                    .build());
            keep(who, answer);
            Optional<String> location = answer.headers().firstValue("Location");
            if (answer.statusCode() / 100 == 3 && location.isPresent() && hop < HOPS) {
                at = location.get();
                continue;
            }
            return seen(who, "opens " + path, answer, at, began);
        }
    }

    /** A form, as a person's browser sends it. */
    Seen form(String who, String path, Map<String, String> fields) throws IOException, InterruptedException {
        long began = clock.nanos();
        var body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8)));
        HttpResponse<String> answer = send(builder(who, path)
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Referer", base + path)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
        keep(who, answer);
        Optional<String> location = answer.headers().firstValue("Location");
        if (answer.statusCode() == 303 && location.isPresent()) return page(who, location.get());
        return seen(who, "sends the form of " + path, answer, path, began);
    }

    /** A form that a page of another site sends in a person's browser. */
    Seen foreign(String who, String path) throws IOException, InterruptedException {
        long began = clock.nanos();
        HttpResponse<String> answer = send(builder(who, path)
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "http://elsewhere.test")
                .POST(HttpRequest.BodyPublishers.ofString("x=1"))
                .build());
        return seen(who, "is led to " + path + " by a page of another site", answer, path, began);
    }

    /** A program's request with a password. */
    HttpResponse<String> program(String user, String password, String method, String url, String body)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        URI uri = URI.create(url.startsWith("http") ? url : base + url);
        return send(HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + basic)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Seen seen(String who, String did, HttpResponse<String> answer, String at, long began) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("at", at);
        answer.headers().map().forEach((name, values) -> facts.put("header." + name.toLowerCase(), values.getFirst()));
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String text = type.startsWith("text/html") ? Readable.of(answer.body()) : answer.body();
        return new Seen(who, did, answer.statusCode(), text, answer.body(), facts, (clock.nanos() - began) / 1_000_000);
    }

    private HttpRequest.Builder builder(String who, String path) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .timeout(PATIENCE);
        cookie(who).ifPresent(value -> request.header("Cookie", "posthouse=" + value));
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void keep(String who, HttpResponse<String> answer) {
        for (String set : answer.headers().allValues("Set-Cookie"))
            if (set.startsWith("posthouse=")) cookies.put(who, set.substring(10, set.indexOf(';')));
    }

    @Override
    public void close() {
        client.close();
    }
}
