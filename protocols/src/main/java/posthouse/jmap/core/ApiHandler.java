// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §2, §3.1, §3.6.1
package posthouse.jmap.core;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.base.Failure;
import posthouse.base.Refused;
import posthouse.http.Caller;
import posthouse.http.Exchange;
import posthouse.http.Peer;
import posthouse.http.ProblemJson;
import posthouse.jmap.JmapRooms;
import posthouse.jmap.syntax.Json;
import posthouse.jmap.syntax.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The session object and the API endpoint. */
public final class ApiHandler {
    private static final String JSON = "application/json";

    private final JmapRooms rooms;
    private final Processor processor;
    private final ConcurrentHashMap<Object, Integer> running = new ConcurrentHashMap<>();

    public ApiHandler(JmapRooms rooms, Processor processor) {
        this.rooms = rooms;
        this.processor = processor;
    }

    public void session(Exchange exchange) throws IOException {
        Caller caller = exchange.signedIn();
        exchange.set("Cache-Control", "no-cache, no-store, must-revalidate");
        exchange.answer(200, JSON, Json.bytes(processor.session().of(caller, exchange.base())));
    }

    public void handle(Exchange exchange) throws IOException {
        ObjectNode answer;
        try {
            answer = answer(exchange);
        } catch (RequestError error) {
            exchange.answer(error.status(), ProblemJson.TYPE, Json.bytes(error.json(rooms.problems())));
            return;
        }
        // Every snapshot is closed by now; only the socket waits from here.
        try (var out = exchange.answerStream(200, JSON, -1)) {
            Json.write(answer, out);
        }
    }

    private ObjectNode answer(Exchange exchange) throws IOException {
        Optional<String> type = exchange.header("Content-Type");
        if (type.isPresent() && !type.get().split(";", 2)[0].strip().equalsIgnoreCase(JSON))
            throw RequestError.notJson();
        return run(exchange.signedIn(), exchange.peer(), bytes(exchange));
    }

    private static byte[] bytes(Exchange exchange) throws IOException {
        try {
            return exchange.bytes(Capabilities.MAX_REQUEST);
        } catch (Refused refused) {
            if (refused.failure() instanceof Failure.TooLarge large)
                throw RequestError.limit("maxSizeRequest", large.size(), large.limit());
            throw refused;
        }
    }

    private ObjectNode run(Caller caller, Peer peer, byte[] bytes) {
        JsonNode json = Json.parse(bytes).orElseThrow(RequestError::notJson);
        Request request = Request.of(json).orElseThrow(RequestError::notRequest);
        return run(caller, peer, request);
    }

    /** Runs a request within the limit of concurrent ones. */
    public ObjectNode run(Caller caller, Peer peer, Request request) {
        Object key = caller.principal();
        int now = running.merge(key, 1, Integer::sum);
        try (var context = new RequestContext(rooms, caller, peer)) {
            if (now > Capabilities.MAX_CONCURRENT_REQUESTS)
                throw RequestError.limit("maxConcurrentRequests", now, Capabilities.MAX_CONCURRENT_REQUESTS);
            return processor.run(request, context);
        } finally {
            running.computeIfPresent(key, (k, n) -> n <= 1 ? null : n - 1);
        }
    }
}
