// SPDX-License-Identifier: Apache-2.0
// RFC 6455
package posthouse.http.jetty;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.http.Caller;
import posthouse.http.DoorSettings;
import posthouse.http.Route;
import posthouse.http.WebSocketPeer;

/** All open WebSockets of a door. */
final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    static final String VERSION = "13";

    /** Sixteen octets in base64 (RFC 6455 §4.1). */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private final DoorSettings settings;
    private final ServerWebSocketContainer container;
    private final Supplier<Optional<Failure>> refusal;
    private final Set<JettySocket> open = ConcurrentHashMap.newKeySet();

    /** @param refusal why the door takes nothing more, as it is at the moment of asking */
    Sockets(DoorSettings settings, Server server, Supplier<Optional<Failure>> refusal) {
        this.settings = settings;
        this.refusal = refusal;
        container = ServerWebSocketContainer.ensure(server);
        container.setIdleTimeout(java.time.Duration.ofMinutes(5));
        container.setMaxTextMessageSize(settings.limits().socketMessage());
        container.setMaxBinaryMessageSize(1024);
        container.setMaxFrameSize(settings.limits().socketMessage());
    }

    int count() {
        return open.size();
    }

    boolean upgrade(Route.Target.Socket target, JettyExchange exchange, Callback callback) {
        Caller caller = exchange.signedIn();
        boolean asked = exchange.header("Upgrade")
                .filter(u -> u.equalsIgnoreCase("websocket"))
                .isPresent();
        if (!asked) throw bad("it does not ask for a WebSocket");
        if (!exchange.header("Sec-WebSocket-Version").equals(Optional.of(VERSION)))
            throw bad("its version is not " + VERSION);
        if (!exchange.header("Sec-WebSocket-Key")
                .map(KEY::matcher)
                .map(Matcher::matches)
                .orElse(false)) throw bad("Sec-WebSocket-Key is no base64 of 16 octets");
        String base = exchange.base();
        return container.upgrade(
                (request, answer, done) -> {
                    if (!request.getSubProtocols().contains(target.subprotocol()))
                        throw new org.eclipse.jetty.http.BadMessageException(
                                400, "the subprotocol " + target.subprotocol() + " is not asked for");
                    answer.setAcceptedSubProtocol(target.subprotocol());
                    answer.setExtensions(List.of());
                    exchange.upgraded();
                    return new JettySocket(this, settings, caller, base, exchange.peer(), target.handler());
                },
                exchange.request(),
                exchange.response(),
                callback);
    }

    private static Refused bad(String why) {
        return new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "The request for a WebSocket", why));
    }

    /** Counts a socket in. One whose handshake passed before a stop and that opens after it is told like those that were open. */
    void opened(JettySocket socket) {
        open.add(socket);
        refusal.get().ifPresent(why -> socket.end(WebSocketPeer.GOING_AWAY, why));
    }

    void closed(JettySocket socket) {
        open.remove(socket);
    }

    String line(Failure failure) {
        return settings.problems().line(failure, Audience.PERSON);
    }

    /** Ends those that answer no message now. */
    void endIdle(Failure why) {
        for (JettySocket socket : open) if (!socket.busy()) socket.end(WebSocketPeer.GOING_AWAY, why);
    }

    void endAll(Failure why) {
        for (JettySocket socket : open) socket.end(WebSocketPeer.GOING_AWAY, why);
    }

    void cutAll() {
        for (JettySocket socket : open) socket.cut();
    }

    /** Closes sockets whose sign-in has ended, cuts those whose client does not read, pings the silent. */
    void sweep() {
        for (JettySocket socket : open) {
            try {
                socket.sweep();
            } catch (RuntimeException e) {
                LOG.warn("a socket was not looked after", e);
            }
        }
    }
}
