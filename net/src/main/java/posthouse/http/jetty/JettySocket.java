// SPDX-License-Identifier: Apache-2.0
// RFC 6455
package posthouse.http.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Failure;
import posthouse.http.Caller;
import posthouse.http.DoorSettings;
import posthouse.http.Peer;
import posthouse.http.WebSocketHandler;
import posthouse.http.WebSocketPeer;
import posthouse.http.WebSocketSession;

/** One open WebSocket (public only because the library looks its methods up): messages in one at a time, frames out through a bounded queue. */
public final class JettySocket implements Session.Listener, WebSocketPeer {
    private static final Logger LOG = LoggerFactory.getLogger(JettySocket.class);
    private static final Duration PING = Duration.ofMinutes(2);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final int REASON_BYTES = 123;

    private record Waiting(String text, long since) {}

    private record Closing(int code, String reason, long since) {}

    private final Sockets sockets;
    private final DoorSettings settings;
    private final Caller caller;
    private final String base;
    private final Peer peer;
    private final WebSocketHandler handler;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private @Nullable Waiting inFlight;
    private volatile @Nullable Session session;
    private volatile @Nullable WebSocketSession ours;
    private boolean over;
    private @Nullable Closing closing;
    private long pinged;

    JettySocket(
            Sockets sockets, DoorSettings settings, Caller caller, String base, Peer peer, WebSocketHandler handler) {
        this.sockets = sockets;
        this.settings = settings;
        this.caller = caller;
        this.base = base;
        this.peer = peer;
        this.handler = handler;
        this.pinged = settings.clock().nanos();
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        sockets.opened(this);
        onVirtualThread(() -> {
            ours = handler.open(this);
            opened.demand();
        });
    }

    @Override
    public void onWebSocketText(String message) {
        WebSocketSession receiver = ours;
        Session current = session;
        if (receiver == null || current == null) return;
        onVirtualThread(() -> {
            receiver.text(message);
            current.demand();
        });
    }

    @Override
    public void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
        callback.succeed();
        close(1003, "only text frames are understood");
    }

    private void onVirtualThread(Runnable work) {
        Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("a WebSocket message was not handled", e);
                close(1011, "a fault of the server's own");
            }
        });
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        end();
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("WebSocket of {} failed", caller.name(), cause);
        end();
    }

    private void end() {
        lock.lock();
        try {
            if (over) return;
            over = true;
            queue.clear();
        } finally {
            lock.unlock();
        }
        sockets.closed(this);
        WebSocketSession receiver = ours;
        if (receiver != null) onVirtualThread(receiver::closed);
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public String base() {
        return base;
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public boolean send(String text) {
        boolean full;
        lock.lock();
        try {
            if (over || closing != null) return false;
            full = queue.size() >= settings.limits().socketQueue();
            if (!full) queue.add(new Waiting(text, settings.clock().nanos()));
        } finally {
            lock.unlock();
        }
        if (full) {
            LOG.info("WebSocket of {} is cut: its client does not read", caller.name());
            cut();
            return false;
        }
        next();
        return true;
    }

    /** Hands the head of the queue to the library, outside the lock. */
    private void next() {
        @Nullable Waiting head;
        @Nullable Closing asked;
        lock.lock();
        try {
            if (inFlight != null) return;
            if (queue.isEmpty()) {
                asked = closing;
                head = null;
            } else {
                asked = null;
                head = queue.remove();
                inFlight = head;
            }
        } finally {
            lock.unlock();
        }
        if (asked != null) close(asked.code, asked.reason);
        Session current = session;
        if (current == null || head == null) return;
        current.sendText(head.text, Callback.from(this::sent, e -> end()));
    }

    private void sent() {
        lock.lock();
        try {
            inFlight = null;
        } finally {
            lock.unlock();
        }
        next();
    }

    @Override
    public int waiting() {
        lock.lock();
        try {
            return queue.size() + (inFlight == null ? 0 : 1);
        } finally {
            lock.unlock();
        }
    }

    void sweep() {
        var ended = caller.standing().ended();
        if (ended.isPresent()) end(POLICY, ended.get());
        long now = settings.clock().nanos();
        boolean stuck;
        lock.lock();
        try {
            stuck = inFlight != null
                    && now - inFlight.since > settings.limits().socketWrite().toNanos();
            Closing asked = closing;
            if (asked != null) stuck = now - asked.since > LAST_WORDS.toNanos();
        } finally {
            lock.unlock();
        }
        Session current = session;
        if (stuck) cut();
        else if (current != null && now - pinged > PING.toNanos()) {
            pinged = now;
            current.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    boolean busy() {
        WebSocketSession receiver = ours;
        return receiver != null && receiver.busy();
    }

    /** Says why in the subprotocol's words, then closes once that has gone out; cut by the watcher when it does not go. */
    void end(int code, Failure why) {
        lock.lock();
        try {
            if (over || closing != null) return;
        } finally {
            lock.unlock();
        }
        WebSocketSession receiver = ours;
        if (receiver != null) receiver.ending(why);
        lock.lock();
        try {
            if (over || closing != null) return;
            closing = new Closing(code, sockets.line(why), settings.clock().nanos());
        } finally {
            lock.unlock();
        }
        next();
    }

    @Override
    public void close(int code, String reason) {
        Session current = session;
        if (current != null && current.isOpen()) current.close(code, cutToBytes(reason), Callback.NOOP);
    }

    private static String cutToBytes(String text) {
        String cut = text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > REASON_BYTES) cut = cut.substring(0, cut.length() - 1);
        return cut;
    }

    void cut() {
        Session current = session;
        if (current != null) current.disconnect();
        end();
    }

    @Override
    public boolean open() {
        Session current = session;
        return current != null && current.isOpen();
    }
}
