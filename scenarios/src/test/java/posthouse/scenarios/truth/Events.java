// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client's push channel of RFC 8620 §7.3, with the problem that it ends with. */
final class Events implements AutoCloseable {
    /** What the last event said, and when the stream was over (nanoseconds of the machine). */
    record End(JsonNode problem, long at) {}

    private final InputStream in;
    private final CompletableFuture<End> end = new CompletableFuture<>();

    Events(LiveHouse live, String name) throws Exception {
        HttpResponse<InputStream> answer = live.client.send(
                live.request(name, "/jmap/eventsource/?types=*&closeafter=no&ping=0")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        in = answer.body();
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String first = lines.readLine();
        if (answer.statusCode() != 200 || first == null) throw new AssertionError(answer.statusCode() + " " + first);
        Thread.ofVirtual().start(() -> read(lines));
    }

    private void read(BufferedReader lines) {
        String event = "";
        String problem = "{}";
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) event = line.substring(7);
                if (line.startsWith("data: ") && event.equals("problem")) problem = line.substring(6);
            }
        } catch (IOException e) {
            // Broken off.
        }
        end.complete(new End(JsonMapper.shared().readTree(problem), System.nanoTime()));
    }

    boolean open() {
        return !end.isDone();
    }

    End end() throws Exception {
        return end.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
