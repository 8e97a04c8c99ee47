// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server process from this test's own classes, met only from outside: browser, LDAP client, sending server, administrator. */
final class OwnServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A page as it was received, and what can be read on it. */
    record Page(int status, String at, String text, String cookie) {}

    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Process process;
    private final JsonNode line;

    OwnServer(Path data, List<String> options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djdk.virtualThreadScheduler.parallelism=32",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "posthouse.app.Main", "demo"));
        command.addAll(List.of("--json", "--empty", "--ports", "auto", "--data", data.toString()));
        process = new ProcessBuilder(command)
                .redirectError(data.resolveSibling(data.getFileName() + ".log").toFile())
                .start();
        String first =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (first == null) throw new IOException("the server did not start");
        line = JSON.readTree(first);
    }

    long pid() {
        return process.pid();
    }

    String web() {
        return line.path("web").asString().replaceAll("/$", "");
    }

    String address(String service) {
        return line.path(service).asString();
    }

    int port(String service) {
        String address = address(service);
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Place 0 is the administrator, then people. */
    JsonNode account(int place) {
        return line.path("accounts").path(place);
    }

    /** One command as the administrator's console sends it; answers what came back, which must not be a problem. */
    JsonNode administer(String json) throws IOException, InterruptedException {
        String basic = account(0).path("address").asString() + ":"
                + account(0).path("password").asString();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(line.path("management").asString() + "api/command"))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String last = answer.body().lines().reduce((a, b) -> b).orElse("");
        JsonNode node = JSON.readTree(last);
        if (answer.statusCode() != 200 || node.has("problem")) throw new IOException(json + " was answered " + last);
        return node.path("answer");
    }

    Page get(String path, String cookie) throws IOException, InterruptedException {
        String at = path;
        for (int hop = 0; ; hop++) {
            var request = HttpRequest.newBuilder(URI.create(web() + at))
                    .timeout(Duration.ofSeconds(20))
                    .header("Accept", "text/html");
            if (!cookie.isEmpty()) request.header("Cookie", "posthouse=" + cookie);
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 3 || hop == 5)
                return new Page(answer.statusCode(), at, readable(answer.body()), "");
            at = answer.headers().firstValue("Location").orElseThrow();
        }
    }

    Page signIn(String address, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(web() + "/sign-in"))
                        .timeout(Duration.ofSeconds(20))
                        .header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("username=" + address + "&password=" + password))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String cookie = answer.headers()
                .firstValue("Set-Cookie")
                .map(c -> c.substring("posthouse=".length(), c.indexOf(';')))
                .orElse("");
        return new Page(answer.statusCode(), "/sign-in", readable(answer.body()), cookie);
    }

    JsonNode status() throws IOException, InterruptedException {
        return JSON.readTree(client.send(
                        HttpRequest.newBuilder(URI.create(web() + "/status.json"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    static String readable(String html) {
        return html.replaceAll("(?is)<(style|script|svg|head)\\b.*?</\\1>|<!doctype[^>]*>", " ")
                .replaceAll("<[^>]*>", " ")
                .replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
