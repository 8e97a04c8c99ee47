// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.http.DoorSettings;

/** What is under way, and whether more may come. */
final class Traffic {
    private static final long SWEEP_MILLIS = 400;

    private final String name;
    private final DoorSettings settings;
    private final Sockets sockets;
    private final Set<JettyExchange> underWay = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();
    private volatile Optional<Failure> refusal;
    private @Nullable ScheduledExecutorService watcher;

    Traffic(String name, DoorSettings settings, Sockets sockets) {
        this.name = name;
        this.settings = settings;
        this.sockets = sockets;
        refusal = Optional.of(new Failure.Unavailable(
                KB.SERVICE_NOT_RUNNING, name, settings.clock().now()));
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

    void refuse(Failure why, Duration grace) {
        refusal = Optional.of(why);
        sockets.closeAll(why);
        var deadline = Deadline.in(grace, settings.clock());
        while (!underWay.isEmpty() && !deadline.passed(settings.clock()))
            settings.clock().pause(Duration.ofMillis(10));
        underWay.forEach(JettyExchange::cut);
        sockets.cutAll();
    }

    /** Looks after open sockets: sign-ins that ended, clients that do not read. */
    synchronized void watch() {
        if (watcher != null) return;
        ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name + "-sockets").factory());
        made.scheduleWithFixedDelay(sockets::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        watcher = made;
    }

    synchronized void unwatch() {
        if (watcher != null) watcher.shutdownNow();
        watcher = null;
    }
}
