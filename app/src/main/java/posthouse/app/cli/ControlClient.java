// SPDX-License-Identifier: Apache-2.0
package posthouse.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Transport;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends one command to the server of a data directory, through its control socket. */
final class ControlClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A command such as import may take long, but it says something every now and then. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final JsonMapper json = JsonMapper.builder().build();

    /** The answer's last line: {"answer": …} or {"problem": …}. Refuses when the server does not run or is not reached. */
    JsonNode call(Path data, JsonNode command, Consumer<String> progress) {
        if (Files.isDirectory(data) && !Files.isExecutable(data)) throw ofAnother();
        Path socket = ControlSocket.of(data);
        if (Files.exists(socket) && !Files.isWritable(socket)) throw ofAnother();
        if (!Files.exists(socket)) throw new Refused(new Failure.NotFound(KB.RUNS_NOT, data.toString()));
        var client = new HttpClient(new HttpClientTransportDynamic(new ClientConnector()));
        client.setConnectTimeout(CONNECT.toMillis());
        client.setIdleTimeout(SILENCE.toMillis());
        try {
            client.start();
            return exchange(client, socket, data, command, progress);
        } catch (Refused e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReached(data, e);
        } catch (Exception e) {
            throw notReached(data, e);
        } finally {
            stop(client);
        }
    }

    private JsonNode exchange(HttpClient client, Path socket, Path data, JsonNode command, Consumer<String> progress)
            throws InterruptedException, TimeoutException, ExecutionException, IOException {
        var listener = new InputStreamResponseListener();
        client.newRequest("http://localhost/api/command")
                .transport(new Transport.TCPUnix(socket))
                .method("POST")
                .body(new StringRequestContent("application/json", json.writeValueAsString(command)))
                .send(listener);
        Response response;
        try {
            response = listener.get(SILENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // The socket's file outlives a process that was killed.
            if (e.getCause() instanceof java.net.ConnectException)
                throw new Refused(new Failure.NotFound(KB.RUNS_NOT, data.toString()), e);
            throw e;
        }
        try (var in = new BufferedReader(new InputStreamReader(listener.getInputStream(), StandardCharsets.UTF_8))) {
            if (response.getStatus() != 200) {
                JsonNode problem = json.readTree(in.lines().reduce("", String::concat));
                return json.createObjectNode().set("problem", problem);
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode node = json.readTree(line);
                if (!node.has("progress")) return node;
                progress.accept(node.path("progress").stringValue(""));
            }
        }
        throw new IOException("the answer ended early");
    }

    /** Whoever owns the directory may use the socket; others are told so, not that the server fails. */
    private static Refused ofAnother() {
        return new Refused(new Failure.Denied(KB.DATA_OF_ANOTHER, Level.SERVER));
    }

    private static Refused notReached(Path data, Exception cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Refused(new Failure.Broken(KB.NOT_REACHED, data.toString(), why), cause);
    }

    private static void stop(HttpClient client) {
        try {
            client.stop();
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
