// SPDX-License-Identifier: Apache-2.0
package posthouse.drill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server process of the drill's own, on free ports, with data that goes when it ends. */
final class Scratch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Process process;
    private final JsonNode line;

    /** @param options further ones for its virtual machine */
    Scratch(List<String> options) throws IOException {
        data = Files.createTempDirectory("posthouse-drill");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djdk.virtualThreadScheduler.parallelism=32",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "posthouse.app.Main"));
        command.addAll(List.of("demo", "--json", "--empty", "--ports", "auto", "--data", store().toString()));
        process = new ProcessBuilder(command)
                .redirectError(data.resolve("log").toFile())
                .start();
        line = started();
    }

    private JsonNode started() throws IOException {
        var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Thread patience = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && line == null) process.destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        String first = in.readLine();
        patience.interrupt();
        if (first == null || !first.startsWith("{"))
            throw new IOException("the scratch server did not start: " + first + "\n" + log());
        return JsonMapper.shared().readTree(first);
    }

    String log() throws IOException {
        return Files.readString(data.resolve("log"));
    }

    Path store() {
        return data.resolve("data");
    }

    long pid() {
        return process.pid();
    }

    String web() {
        return line.path("web").asString("").replaceAll("/+$", "");
    }

    Optional<InetSocketAddress> address(String service) {
        String at = line.path(service).asString("");
        if (at.startsWith("http")) {
            URI uri = URI.create(at);
            return Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
        }
        int colon = at.lastIndexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(at.substring(0, colon), Integer.parseInt(at.substring(colon + 1))));
    }

    /** An account by its place among those of its role: person 0, person 1, administrator 0. */
    Account account(String role, int index) {
        var all = new ArrayList<Account>();
        for (JsonNode each : line.path("accounts"))
            if (each.path("role").asString("").equals(role))
                all.add(new Account(
                        each.path("address").asString(""), each.path("password").asString("")));
        return all.get(index);
    }

    record Account(String address, String password) {}

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS))
                process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
