// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client's push channel, RFC 8887, with all that it is told. */
final class Push implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    Push(LiveHouse live, String name) throws Exception {
        socket = live.client
                .newWebSocketBuilder()
                .header("Authorization", LiveHouse.basic(name))
                .subprotocols("jmap")
                .buildAsync(URI.create(live.base().replaceFirst("http", "ws") + "/jmap/ws"), this)
                .get(10, TimeUnit.SECONDS);
        socket.sendText("{\"@type\":\"WebSocketPushEnable\",\"dataTypes\":null}", true)
                .get(10, TimeUnit.SECONDS);
        echo();
    }

    /** One request there and back, so that everything sent before has been taken. */
    JsonNode echo() throws Exception {
        socket.sendText(
                        "{\"@type\":\"Request\",\"id\":\"e\",\"using\":[\"urn:ietf:params:jmap:core\"],"
                                + "\"methodCalls\":[[\"Core/echo\",{\"a\":1},\"c\"]]}",
                        true)
                .get(10, TimeUnit.SECONDS);
        return next();
    }

    JsonNode next() throws Exception {
        String text = texts.poll(5, TimeUnit.SECONDS);
        if (text == null) throw new AssertionError("no message came; " + closed.getNow("still open"));
        return JsonMapper.shared().readTree(text);
    }

    /** Code and reason of the end. */
    String closed() throws Exception {
        return closed.get(5, TimeUnit.SECONDS);
    }

    boolean open() {
        return !closed.isDone();
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
