// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §7, RFC 8887 §4.3.5
package posthouse.jmap.core;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.AccountId;
import posthouse.base.Audience;
import posthouse.base.Deadline;
import posthouse.base.Refused;
import posthouse.http.WebSocketPeer;
import posthouse.jmap.JmapRooms;
import posthouse.jmap.syntax.Json;
import posthouse.store.ChangeFeed;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** Tells one client what changed, joined while it does not keep up. */
final class Pusher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration CONGESTED = Duration.ofMillis(200);
    private static final int QUEUE = 4;

    private final JmapRooms rooms;
    private final WebSocketPeer peer;
    private final PushTypes types;
    private final ChangeFeed feed;
    private long epoch;

    Pusher(JmapRooms rooms, WebSocketPeer peer, Optional<Set<String>> wanted) {
        this.rooms = rooms;
        this.peer = peer;
        this.types = new PushTypes(wanted);
        this.feed = rooms.store().subscribe(peer.caller().principal(), accounts());
    }

    private List<AccountId> accounts() {
        epoch = rooms.directory().access().snapshot().epoch();
        return SessionObject.accounts(rooms, peer.caller().principal());
    }

    /** Rights have changed: accounts that came are followed from now on, and states carry another mark. */
    private void followRights() {
        if (rooms.directory().access().snapshot().epoch() == epoch) return;
        Map<AccountId, Map<DataType, String>> now = new HashMap<>();
        for (AccountId account : accounts()) {
            feed.add(account);
            now.put(account, states(account));
        }
        types.change(now).ifPresent(this::tell);
    }

    private Map<DataType, String> states(AccountId account) {
        return rooms.store().account(peer.caller().principal(), account).read(view -> view.states());
    }

    /** Begins; with a pushState from before, what has changed since is told at once. */
    void start(Optional<String> pushState) {
        Map<AccountId, Map<DataType, String>> now = new HashMap<>();
        for (AccountId account : accounts()) now.put(account, states(account));
        if (pushState.isPresent()) {
            types.known(pushState.get());
            types.change(now).ifPresent(this::tell);
        } else {
            now.forEach(types::assume);
        }
        Thread.ofVirtual().name("jmap-push").start(this::run);
    }

    private void run() {
        try {
            while (!feed.closed() && peer.open()) {
                followRights();
                boolean congested = peer.waiting() > QUEUE;
                if (congested) rooms.clock().pause(CONGESTED);
                else
                    feed.next(Deadline.in(LOOK, rooms.clock()))
                            .flatMap(types::change)
                            .ifPresent(this::tell);
            }
        } catch (Refused refused) {
            peer.close(WebSocketPeer.GOING_AWAY, rooms.problems().line(refused.failure(), Audience.PERSON));
        } catch (RuntimeException fault) {
            LOG.error("push ended", fault);
            peer.close(1011, "a fault of the server's own");
        } finally {
            feed.close();
        }
    }

    private void tell(ObjectNode change) {
        // The right may have gone since the change was made.
        if (peer.caller().standing().ended().isEmpty())
            peer.send(new String(Json.bytes(change), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        feed.close();
    }
}
