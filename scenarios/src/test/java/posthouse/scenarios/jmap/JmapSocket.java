// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A WebSocket of JMAP that waits for its messages. */
final class JmapSocket implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    JmapSocket(HttpClient client, String base, String token) throws Exception {
        socket = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .subprotocols("jmap")
                .buildAsync(URI.create(base.replaceFirst("http", "ws") + "/jmap/ws"), this)
                .get(10, TimeUnit.SECONDS);
    }

    /** Sends JSON in which single quotes stand for double ones. */
    void send(String json) throws Exception {
        socket.sendText(json.replace('\'', '"'), true).get(10, TimeUnit.SECONDS);
    }

    JsonNode next() throws Exception {
        String text = texts.poll(10, TimeUnit.SECONDS);
        if (text == null) throw new AssertionError("no message came");
        return JmapHouse.JSON.readTree(text);
    }

    String closed() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            texts.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete("error " + error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
