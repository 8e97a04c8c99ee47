// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that waits. */
final class SocketClient implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    SocketClient(HttpClient client, int port, String authorization) throws Exception {
        socket = client.newWebSocketBuilder()
                .header("Authorization", authorization)
                .subprotocols("test")
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/echo"), this)
                .get(5, TimeUnit.SECONDS);
    }

    String exchange(String text) throws Exception {
        socket.sendText(text, true).get(5, TimeUnit.SECONDS);
        String answer = texts.poll(5, TimeUnit.SECONDS);
        return answer == null ? "nothing" : answer;
    }

    String closed() throws Exception {
        return closed.get(5, TimeUnit.SECONDS);
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
}
