// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running {@code ./posthouse demo --json --ports auto}. Closing it stops it cleanly; {@link #kill()} is SIGKILL. Its standard
 * error goes to {@code server.log} beside the data directory and is shown when it does not start.
 */
public final class Server implements AutoCloseable {

    /** Somebody who can sign in. */
    public record Account(String address, String password, String role) {}

    /** How to start one. Values are copied on each {@code with}. */
    public record Plan(Path data, List<String> arguments, List<String> jvm) {
        /** One more argument of {@code demo}. */
        public Plan with(String... more) {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of(more));
            return new Plan(data, List.copyOf(all), jvm);
        }

        /** One more option of the virtual machine, such as {@code -Xmx96m}. */
        public Plan jvm(String... more) {
            List<String> all = new ArrayList<>(jvm);
            all.addAll(List.of(more));
            return new Plan(data, arguments, List.copyOf(all));
        }

        public Server start() throws IOException {
            if (arguments.isEmpty() && Files.notExists(data)) Sample.copyTo(data);
            return Server.start(this);
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final String line;
    private final JsonNode json;

    private Server(Process process, String line) {
        this.process = process;
        this.line = line;
        this.json = JsonMapper.shared().readTree(line);
    }

    /** A plan for a demo that keeps its store in {@code data}; it lives too briefly for the JVM's second compiler to pay. */
    public static Plan demo(Path data) {
        return new Plan(data, List.of(), List.of("-XX:TieredStopAtLevel=1"));
    }

    /** The top folder of the repository. */
    public static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent())
            if (Files.isDirectory(at.resolve("scenarios")) && Files.isDirectory(at.resolve("testkit"))) return at;
        throw new IllegalStateException("not inside the repository");
    }

    static Server start(Plan plan) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(root().resolve("posthouse").toString());
        command.addAll(List.of(
                "demo", "--json", "--ports", "auto", "--data", plan.data().toString()));
        command.addAll(plan.arguments());
        Path log = plan.data().resolveSibling(plan.data().getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (!plan.jvm().isEmpty()) builder.environment().put("POSTHOUSE_JAVA_OPTS", String.join(" ", plan.jvm()));
        Process process = builder.start();
        String line = firstLine(process);
        if (line == null || !line.startsWith("{")) {
            process.destroyForcibly();
            String said = Files.readString(log);
            throw new IOException("the server did not start; it printed " + line + " and said:\n"
                    + said.substring(Math.max(0, said.length() - 4000)));
        }
        return new Server(process, line);
    }

    private static @Nullable String firstLine(Process process) {
        BlockingQueue<String> lines = new ArrayBlockingQueue<>(8);
        Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = out.readLine(); line != null; line = out.readLine()) if (!lines.offer(line)) return;
                lines.offer("");
            } catch (IOException e) {
                lines.offer("");
            }
        });
        try {
            return lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The line that it printed. */
    public String line() {
        return line;
    }

    public JsonNode json() {
        return json;
    }

    public String web() {
        return json.path("web").asString().replaceAll("/+$", "");
    }

    /** The port of {@code smtp}, {@code lmtp}, {@code submission} … */
    public int port(String service) {
        String endpoint = json.path(service).asString("");
        if (endpoint.isEmpty()) throw new IllegalStateException("the server has no " + service + ": " + line);
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    public List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        for (JsonNode account : json.path("accounts"))
            accounts.add(new Account(
                    account.path("address").asString(),
                    account.path("password").asString(),
                    account.path("role").asString()));
        return accounts;
    }

    public List<Account> people() {
        return accounts().stream().filter(a -> a.role().equals("person")).toList();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, to the launcher and to all that it started; returns when they are gone. */
    public void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }

    /** SIGTERM; answers the exit code. */
    public int stop() {
        process.destroy();
        try {
            if (process.waitFor(30, TimeUnit.SECONDS)) return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        return -1;
    }

    @Override
    public void close() {
        if (process.isAlive()) stop();
    }
}
