// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.http.DoorSettings;
import posthouse.net.Drain;

/** What is under way, and whether more may come. */
final class Traffic {
    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
    private static final long SWEEP_MILLIS = 400;
    private static final Duration LOOK = Duration.ofMillis(10);
    /** For an answer that is to end and can say why by itself; after that it is cut from outside. */
    private static final Duration LAST_WORDS = Duration.ofMillis(250);

    private final String name;
    private final DoorSettings settings;
    private final Sockets sockets;
    private final Set<JettyExchange> underWay = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final Drain drain;
    private volatile Optional<Failure> refusal;
    private @Nullable ScheduledExecutorService watcher;

    Traffic(String name, DoorSettings settings, Server server) {
        this.name = name;
        this.settings = settings;
        refusal = Optional.of(new Failure.Unavailable(
                KB.SERVICE_NOT_RUNNING, name, settings.clock().now()));
        drain = new Drain(settings.clock(), LOOK);
        sockets = new Sockets(settings, server, () -> refusal);
    }

    Sockets sockets() {
        return sockets;
    }

    void allow() {
        refusal = Optional.empty();
    }

    boolean allowed() {
        return refusal.isEmpty();
    }

    /** Why nothing but the always answered routes is answered now. */
    Optional<Failure> refusal() {
        return refusal;
    }

    int sessions() {
        return underWay.size() + sockets.count();
    }

    /** Counts a request in, or refuses it when its address has too many. */
    void enter(JettyExchange exchange, boolean always) {
        String address = exchange.peer().text();
        int now = byAddress.merge(address, 1, Integer::sum);
        if (now > settings.limits().requestsPerAddress()) {
            leaveAddress(address);
            throw new Refused(new Failure.Busy(KB.TOO_MANY_CONNECTIONS, name, Duration.ofSeconds(5)));
        }
        exchange.entered();
        if (!always) underWay.add(exchange);
    }

    void leave(JettyExchange exchange) {
        if (!exchange.hasEntered()) return;
        underWay.remove(exchange);
        leaveAddress(exchange.peer().text());
    }

    private void leaveAddress(String address) {
        byAddress.computeIfPresent(address, (a, n) -> n <= 1 ? null : n - 1);
    }

    Drain drain() {
        return drain;
    }

    void refuse(Failure why, Duration grace) {
        refusal = Optional.of(why);
        sockets.endIdle(why);
        if (!drain.await(grace, () -> underWay.isEmpty() && sockets.count() == 0, () -> sockets.endIdle(why))) return;
        sockets.endAll(why);
        var last = Deadline.in(LAST_WORDS, settings.clock());
        while (!(underWay.isEmpty() && sockets.count() == 0) && !last.passed(settings.clock()))
            settings.clock().pause(LOOK);
        underWay.forEach(JettyExchange::cut);
        sockets.cutAll();
    }

    /** Looks again at everything that is open: now, and when those that could end by themselves have had the time. */
    synchronized void recheck() {
        if (watcher == null) return;
        watcher.execute(this::sweep);
        watcher.schedule(this::sweep, LAST_WORDS.toMillis() + 10, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        sockets.sweep();
        long now = settings.clock().nanos();
        for (JettyExchange exchange : underWay) {
            try {
                if (exchange.overdue(now, LAST_WORDS)) exchange.cut();
            } catch (RuntimeException e) {
                LOG.warn("a request was not looked after", e);
            }
        }
    }

    /** Looks after what is open: switches and sign-ins that ended, clients that do not read. */
    synchronized void watch() {
        if (watcher != null) return;
        ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name + "-sockets").factory());
        made.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        watcher = made;
    }

    synchronized void unwatch() {
        if (watcher != null) watcher.shutdownNow();
        watcher = null;
    }
}
