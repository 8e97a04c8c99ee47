// SPDX-License-Identifier: Apache-2.0
// RFC 8887 §4
package posthouse.jmap.core;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.Refused;
import posthouse.http.WebSocketPeer;
import posthouse.http.WebSocketSession;
import posthouse.jmap.JmapRooms;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.jmap.syntax.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JMAP over one WebSocket: requests that change something in order, those that only read beside one another, so that a long
 * search holds nothing up; and push once it is enabled.
 */
public final class SocketSession implements WebSocketSession {
    private static final int AT_ONCE = 4;
    private static final List<String> READS = List.of("/get", "/query", "/changes", "/queryChanges", "/echo");

    private final JmapRooms rooms;
    private final ApiHandler api;
    private final WebSocketPeer peer;
    /** A request that changes something takes all. Fair, so that none overtakes it. */
    private final Semaphore running = new Semaphore(AT_ONCE, true);

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
            peer.close(WebSocketPeer.POLICY, rooms.problems().line(ended.get(), Audience.PERSON));
            return;
        }
        Optional<JsonNode> json = Json.parse(message);
        boolean reads = json.filter(SocketSession::onlyReads).isPresent();
        running.acquireUninterruptibly(reads ? 1 : AT_ONCE);
        if (reads) Thread.ofVirtual().name("jmap-read").start(() -> answer(json, 1));
        else answer(json, AT_ONCE);
    }

    /** Whether the order of this request among others cannot matter. */
    private static boolean onlyReads(JsonNode json) {
        if (!json.path("@type").stringValue("").equals("Request")) return false;
        for (JsonNode call : json.path("methodCalls")) {
            String name = call.path(0).stringValue("");
            if (READS.stream().noneMatch(name::endsWith)) return false;
        }
        return true;
    }

    private void answer(Optional<JsonNode> json, int permits) {
        Optional<String> id = json.flatMap(node -> node.path("id").stringValueOpt());
        try {
            if (json.isEmpty()) throw RequestError.notJson();
            if (!(json.get() instanceof ObjectNode object)) throw RequestError.notRequest();
            handle(object, id);
        } catch (RequestError error) {
            ObjectNode problem = Json.object();
            problem.put("@type", "RequestError");
            problem.put("requestId", id.orElse(null));
            problem.setAll(error.json(rooms.problems()));
            send(problem);
        } catch (Refused refused) {
            send(problem(refused.failure(), id));
        } finally {
            running.release(permits);
        }
    }

    private ObjectNode problem(Failure why, Optional<String> id) {
        ObjectNode problem = Json.object();
        problem.put("@type", "RequestError");
        problem.put("requestId", id.orElse(null));
        problem.put("type", "/kb/" + why.problem());
        problem.put("status", posthouse.http.FailureStatus.of(why));
        problem.put("title", rooms.problems().title(why, Audience.PERSON));
        problem.put("detail", rooms.problems().title(why, Audience.PERSON));
        JmapErrors.told(problem, rooms.problems(), why);
        problem.put("kb", why.problem().toString());
        return problem;
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
    public boolean busy() {
        return running.availablePermits() < AT_ONCE;
    }

    /** A problem of no request (RFC 8887 §4.3.2 with its id null), so that the client knows why before the socket closes. */
    @Override
    public void ending(Failure why) {
        ObjectNode problem = problem(why, Optional.empty());
        posthouse.http.ProblemJson.level(why).ifPresent(level -> problem.put("level", level));
        if (why instanceof Failure.Off off)
            problem.put("since", off.state().since().toString());
        send(problem);
    }

    @Override
    public synchronized void closed() {
        over = true;
        disable();
    }
}
