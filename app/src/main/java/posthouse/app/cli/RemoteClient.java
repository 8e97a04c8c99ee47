// SPDX-License-Identifier: Apache-2.0
package posthouse.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends one command to a server elsewhere, by its management listener. */
final class RemoteClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Until the answer begins; a command such as import then says something every now and then. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final JsonMapper json = JsonMapper.builder().build();

    /** The answer's last line: {"answer": …} or {"problem": …}. Refuses when the server is not reached (KB1805). */
    JsonNode call(Reach.Remote remote, JsonNode command, Consumer<String> progress) {
        var request = HttpRequest.newBuilder(remote.server().resolve("/api/command"))
                .timeout(SILENCE)
                .header("Authorization", "Bearer " + remote.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(command)))
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                if (!isOfTheDoor(response))
                    throw notReached(remote, "what answers there is not its management listener");
                return answer(response.statusCode(), in, progress);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReached(remote, "the command was interrupted");
        } catch (IOException | JacksonException e) {
            throw notReached(remote, why(e));
        }
    }

    /** Whether a management listener answers so: other listeners have no such address, other servers speak otherwise. */
    private static boolean isOfTheDoor(HttpResponse<?> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return response.statusCode() == 200
                ? type.startsWith("application/x-ndjson")
                : response.statusCode() != 404 && type.startsWith("application/problem+json");
    }

    private JsonNode answer(int status, InputStream in, Consumer<String> progress) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        if (status != 200)
            return json.createObjectNode()
                    .set("problem", json.readTree(lines.lines().reduce("", String::concat)));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode node = json.readTree(line);
            if (!node.has("progress")) return node;
            progress.accept(node.path("progress").stringValue(""));
        }
        throw new IOException("the answer ended early; what the command did is not known");
    }

    private static String why(Exception fault) {
        String said = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        return switch (fault) {
            case HttpConnectTimeoutException ignored -> "it does not answer";
            case HttpTimeoutException ignored ->
                "it took the command and did not answer; what became of it is not known";
            case ConnectException e
            when e.getCause() instanceof UnresolvedAddressException -> "there is no host of that name";
            case ConnectException e
            when e.getCause() instanceof ConnectException inner
                    && inner.getCause() instanceof UnresolvedAddressException -> "there is no host of that name";
            case ConnectException ignored -> "nothing listens there";
            case SSLException ignored -> "TLS is not agreed on (" + said + ")";
            default -> said;
        };
    }

    private static Refused notReached(Reach.Remote remote, String why) {
        return new Refused(
                new Failure.Broken(KB.SERVER_NOT_REACHED, remote.server().toString(), why));
    }
}
