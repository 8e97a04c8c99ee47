// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §7.3
package posthouse.jmap.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.Audience;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.http.Caller;
import posthouse.http.Exchange;
import posthouse.http.Handler;
import posthouse.http.ProblemJson;
import posthouse.jmap.JmapRooms;
import posthouse.jmap.syntax.Json;
import posthouse.store.ChangeFeed;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** Push as a stream of events. */
public final class EventSource implements Handler {
    private static final long LEAST_PING = 5;
    private static final long MOST_PING = 50;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final JmapRooms rooms;

    public EventSource(JmapRooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        Caller caller = exchange.signedIn();
        Optional<Set<String>> types = exchange.query("types")
                .filter(t -> !t.equals("*") && !t.isBlank())
                .map(t -> Set.copyOf(List.of(t.split(",", 50))));
        boolean once = exchange.query("closeafter").filter("state"::equals).isPresent();
        long ping = ping(exchange.query("ping").orElse("0"));
        var push = new PushTypes(types);
        List<AccountId> accounts = SessionObject.accounts(rooms, caller.principal());
        exchange.header("Last-Event-ID").ifPresent(push::known);
        try (ChangeFeed feed = rooms.store().subscribe(caller.principal(), accounts)) {
            Map<AccountId, Map<DataType, String>> now = states(caller, accounts);
            Optional<ObjectNode> missed = Optional.empty();
            if (exchange.header("Last-Event-ID").isPresent()) missed = push.change(now);
            else now.forEach(push::assume);
            exchange.set("Cache-Control", "no-store");
            try (OutputStream out = exchange.answerStream(200, "text/event-stream", -1)) {
                out.write(bytes(": here\n\n"));
                out.flush();
                if (missed.isPresent()) state(out, push, missed.get());
                if (missed.isEmpty() || !once) stream(out, feed, push, exchange, once, ping);
            }
        }
    }

    private void stream(OutputStream out, ChangeFeed feed, PushTypes push, Exchange exchange, boolean once, long ping)
            throws IOException {
        long last = rooms.clock().nanos();
        long every = Duration.ofSeconds(ping == 0 ? MOST_PING : ping).toNanos();
        long epoch = rooms.directory().access().snapshot().epoch();
        while (!feed.closed()) {
            Optional<Failure> ending = exchange.ending();
            if (ending.isPresent()) {
                problem(out, ending.get());
                return;
            }
            long rights = rooms.directory().access().snapshot().epoch();
            Optional<ObjectNode> change = rights == epoch
                    ? feed.next(Deadline.in(LOOK, rooms.clock())).flatMap(push::change)
                    : push.change(follow(exchange.signedIn(), feed));
            epoch = rights;
            if (change.isPresent()) {
                state(out, push, change.get());
                last = rooms.clock().nanos();
                if (once) return;
            } else if (rooms.clock().nanos() - last > every) {
                out.write(bytes(ping == 0 ? ": still here\n\n" : "event: ping\ndata: {\"interval\":" + ping + "}\n\n"));
                out.flush();
                last = rooms.clock().nanos();
            }
        }
    }

    /** Rights have changed: accounts that came are followed from now on, and states carry another mark. */
    private Map<AccountId, Map<DataType, String>> follow(Caller caller, ChangeFeed feed) {
        List<AccountId> accounts = SessionObject.accounts(rooms, caller.principal());
        accounts.forEach(feed::add);
        return states(caller, accounts);
    }

    private Map<AccountId, Map<DataType, String>> states(Caller caller, List<AccountId> accounts) {
        Map<AccountId, Map<DataType, String>> now = new HashMap<>();
        for (AccountId id : accounts)
            now.put(id, rooms.store().account(caller.principal(), id).read(view -> view.states()));
        return now;
    }

    private static long ping(String text) {
        try {
            long ping = Long.parseLong(text);
            return ping <= 0 ? 0 : Math.clamp(ping, LEAST_PING, MOST_PING);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void state(OutputStream out, PushTypes push, ObjectNode change) throws IOException {
        change.remove("pushState");
        out.write(bytes("event: state\nid: " + push.pushState() + "\ndata: "));
        out.write(Json.bytes(change));
        out.write(bytes("\n\n"));
        out.flush();
    }

    /** Why the events end, as an event of its own. */
    private void problem(OutputStream out, Failure why) throws IOException {
        ObjectNode problem = Json.object();
        problem.put("type", "/kb/" + why.problem());
        problem.put("title", rooms.problems().title(why, Audience.PERSON));
        JmapErrors.told(problem, rooms.problems(), why);
        problem.put("kb", why.problem().toString());
        ProblemJson.level(why).ifPresent(level -> problem.put("level", level));
        out.write(bytes("event: problem\ndata: "));
        out.write(Json.bytes(problem));
        out.write(bytes("\n\n"));
        out.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
