// SPDX-License-Identifier: Apache-2.0
// RFC 8887 §4
package posthouse.jmap.core;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import posthouse.base.Refused;
import posthouse.http.WebSocketPeer;
import posthouse.http.WebSocketSession;
import posthouse.jmap.JmapRooms;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.jmap.syntax.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JMAP over one WebSocket: requests in order, and push once it is enabled. */
public final class SocketSession implements WebSocketSession {
    private final JmapRooms rooms;
    private final ApiHandler api;
    private final WebSocketPeer peer;
    private @Nullable Pusher pusher;
    private boolean over;

    public SocketSession(JmapRooms rooms, ApiHandler api, WebSocketPeer peer) {
        this.rooms = rooms;
        this.api = api;
        this.peer = peer;
    }

    @Override
    public void text(String message) {
        var ended = peer.caller().standing().ended();
        if (ended.isPresent()) {
            peer.close(WebSocketPeer.POLICY, rooms.problems().line(ended.get()));
            return;
        }
        Optional<String> id = Optional.empty();
        try {
            JsonNode json = Json.parse(message.getBytes(StandardCharsets.UTF_8)).orElseThrow(RequestError::notJson);
            if (!(json instanceof ObjectNode object)) throw RequestError.notRequest();
            id = object.path("id").stringValueOpt();
            handle(object, id);
        } catch (RequestError error) {
            ObjectNode problem = Json.object();
            problem.put("@type", "RequestError");
            problem.put("requestId", id.orElse(null));
            problem.setAll(error.json(rooms.problems()));
            send(problem);
        } catch (Refused refused) {
            ObjectNode problem = Json.object();
            problem.put("@type", "RequestError");
            problem.put("requestId", id.orElse(null));
            problem.put("type", "/kb/" + refused.failure().problem());
            problem.put("status", posthouse.http.FailureStatus.of(refused.failure()));
            problem.put("detail", rooms.problems().title(refused.failure()));
            problem.put("kb", refused.failure().problem().toString());
            send(problem);
        }
    }

    private void handle(ObjectNode object, Optional<String> id) {
        switch (object.path("@type").stringValueOpt().orElse("")) {
            case "Request" -> {
                ObjectNode answer = Json.object();
                answer.put("@type", "Response");
                id.ifPresent(text -> answer.put("requestId", text));
                Request request = Request.of(object).orElseThrow(RequestError::notRequest);
                answer.setAll(api.run(peer.caller(), peer.peer(), request));
                send(answer);
            }
            case "WebSocketPushEnable" -> enable(Args.of(object));
            case "WebSocketPushDisable" -> disable();
            default -> throw RequestError.notRequest();
        }
    }

    private synchronized void enable(Args args) {
        disable();
        if (over) return;
        Optional<Set<String>> types = args.strings("dataTypes").map(LinkedHashSet::new);
        var made = new Pusher(rooms, peer, types);
        pusher = made;
        made.start(args.string("pushState"));
    }

    private synchronized void disable() {
        if (pusher != null) pusher.close();
        pusher = null;
    }

    private void send(ObjectNode message) {
        peer.send(new String(Json.bytes(message), StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void closed() {
        over = true;
        disable();
    }
}
