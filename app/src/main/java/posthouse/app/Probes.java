// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.admin.Health;
import posthouse.admin.ServiceTable;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.ServiceState;
import posthouse.net.Certificates;
import posthouse.pages.ProbeHistory;
import posthouse.pages.StatusSource;
import posthouse.store.Store;
import posthouse.store.StoreHealth;

/**
 * Really uses each service over its protocol, and writes to and reads from the store, every few seconds and when somebody
 * asks. Nobody who asks waits longer than a deadline: what hangs is then said to hang.
 */
final class Probes implements StatusSource, Health, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.PROBE);
    /** An account of its own; one of the few with a fixed id. */
    private static final AccountId ROWS = new AccountId(0x70726f6265L);

    private static final String CERTIFICATE = "certificate";
    private static final Set<String> NEED_THE_STORE = Set.of("web", "smtp", "lmtp");
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMillis(2_000);
    private static final Duration WAIT = Duration.ofMillis(1_500);
    /** How long a page of a problem waits for new results. */
    private static final Duration MOMENT = Duration.ofMillis(300);
    /** Results older than this say nothing of now. */
    private static final Duration STALE = Duration.ofSeconds(10);

    private final ServiceTable services;
    private final Store store;
    private final Certificates certificates;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** When each fault that lasts was first met, by service. */
    private final Map<String, Faulty> faulty = new ConcurrentHashMap<>();

    private final Instant started;
    private final ProbeHistory history;
    private final AtomicBoolean keeping = new AtomicBoolean();
    private Report last;
    private long round;
    private boolean asked;
    private boolean closed;

    private record Faulty(Failure failure, Instant since) {}

    Probes(ServiceTable services, Store store, Certificates certificates, Clock clock) {
        this.certificates = certificates;
        this.services = services;
        this.store = store;
        this.clock = clock;
        Instant now = clock.now();
        this.started = now;
        this.history = new ProbeHistory(() -> store.records(SYSTEM, ROWS), clock, ZoneId.systemDefault());
        this.last = new Report(now, List.of(), Seen.notYet("store", now), Map.of());
    }

    void start() {
        Thread.ofVirtual().name("probes").start(this::run);
    }

    private void run() {
        while (true) {
            Report next = measure();
            keepHistory();
            lock.lock();
            try {
                if (closed) return;
                last = next;
                round++;
                changed.signalAll();
                long left = EVERY.toNanos();
                while (!asked && !closed && left > 0) left = changed.awaitNanos(left);
                asked = false;
                if (closed) return;
            } catch (InterruptedException e) {
                return;
            } finally {
                lock.unlock();
            }
        }
    }

    /** On a thread of its own: a store that hangs keeps no round from its time. */
    private void keepHistory() {
        if (!history.due() || !keeping.compareAndSet(false, true)) return;
        Thread.ofVirtual().name("probes-keep").start(() -> {
            try {
                history.keep();
            } finally {
                keeping.set(false);
            }
        });
    }

    /** The last results when they are fresh, else new ones, for which it waits a second and a half at most. */
    @Override
    public Report report() {
        lock.lock();
        try {
            if (Duration.between(last.measured(), clock.now()).compareTo(FRESH) < 0 && round > 0 && current())
                return last;
            long wanted = round + 1;
            asked = true;
            changed.signalAll();
            long left = WAIT.toNanos();
            while (round < wanted && left > 0) left = changed.awaitNanos(left);
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return last;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is known a moment later at most: fresh results when they come at once, else those there are with what was switched
     * since. Empty when they are too old to speak of now.
     */
    Optional<Report> soon() {
        lock.lock();
        try {
            boolean fresh = Duration.between(last.measured(), clock.now()).compareTo(FRESH) < 0;
            if (round == 0 || !fresh || !current()) {
                long wanted = round + 1;
                asked = true;
                changed.signalAll();
                long left = MOMENT.toNanos();
                while (round < wanted && left > 0) left = changed.awaitNanos(left);
            }
            boolean old = Duration.between(last.measured(), clock.now()).compareTo(STALE) > 0;
            return round == 0 || old ? Optional.empty() : Optional.of(asSwitched(last));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A service that was switched since is told as it was switched; one that runs only since then has not been used yet. */
    private Report asSwitched(Report report) {
        Map<String, ServiceState> now = services.states();
        List<Seen> seen = report.services().stream()
                .map(s -> {
                    ServiceState state = now.getOrDefault(s.name(), s.state());
                    if (state.equals(s.state())) return s;
                    ServiceState told =
                            state instanceof ServiceState.Running ? new ServiceState.Starting(state.since()) : state;
                    return new Seen(s.name(), told, Optional.empty(), state.since(), Optional.empty());
                })
                .toList();
        return new Report(report.measured(), seen, report.store(), report.days());
    }

    @Override
    public List<Found> found() {
        Report report = report();
        var all = new ArrayList<Seen>(report.services());
        all.add(report.store());
        return all.stream()
                .map(s -> new Found(
                        s.name(),
                        s.works(),
                        s.off()
                                .<Failure>map(why -> new Failure.Off(
                                        KB.serviceOff(s.name()), posthouse.base.Level.SERVER, s.name(), why))
                                .or(s::fault),
                        s.since()))
                .toList();
    }

    /** Whether no service was switched since. */
    private boolean current() {
        Map<String, ServiceState> now = services.states();
        return last.services().stream()
                .filter(s -> !s.name().equals(CERTIFICATE))
                .allMatch(s -> s.state().equals(now.get(s.name())));
    }

    private Report measure() {
        Map<String, ServiceState> states = services.states();
        var found = new ConcurrentHashMap<String, Optional<Failure>>();
        var took = new ConcurrentHashMap<String, Duration>();
        var deadline = Deadline.in(PATIENCE, clock);
        var threads = new LinkedHashMap<String, Thread>();
        states.forEach((name, state) -> {
            if (state instanceof ServiceState.Running)
                threads.put(name, probe(name, () -> services.probe(name), found, took));
        });
        threads.put("store", probe("store", this::storeFault, found, took));
        threads.values().forEach(thread -> join(thread, deadline));
        Instant now = clock.now();
        var seen = new ArrayList<Seen>();
        Optional<Failure> store = outcome("store", found);
        states.forEach((name, state) -> {
            Optional<Failure> own = outcome(name, found);
            // Who opens the mailbox without the store meets the store's fault at the next step.
            seen.add(seen(name, state, own.isEmpty() && NEED_THE_STORE.contains(name) ? store : own, now, took));
        });
        certificate(now).ifPresent(seen::add);
        Seen stored = seen("store", new ServiceState.Running(started), store, now, took);
        var all = new ArrayList<Seen>(seen);
        all.add(stored);
        if (!ended()) history.note(all, now);
        return new Report(
                now,
                List.copyOf(seen),
                stored,
                history.days(all.stream().map(Seen::name).toList(), now));
    }

    /** The certificate stands among the services only while something is wrong with it. */
    private Optional<Seen> certificate(Instant now) {
        return certificates.invalid(now).map(fault -> {
            Instant since = now.isAfter(certificates.expires()) ? certificates.expires() : started;
            return new Seen(
                    CERTIFICATE, new ServiceState.Running(started), Optional.of(fault), since, Optional.empty());
        });
    }

    private boolean ended() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** What the probe met; one that has not come back is itself an answer. */
    private Optional<Failure> outcome(String name, Map<String, Optional<Failure>> found) {
        Optional<Failure> known = found.get(name);
        if (known != null) return known;
        return Optional.of(
                name.equals("store")
                        ? new Failure.TimedOut(KB.STORE_SLOW, "store", PATIENCE)
                        : new Failure.Unavailable(KB.SERVICE_NOT_RUNNING, name, clock.now()));
    }

    private Seen seen(
            String name, ServiceState state, Optional<Failure> fault, Instant now, Map<String, Duration> took) {
        if (!(state instanceof ServiceState.Running)) {
            faulty.remove(name);
            Optional<Failure> why =
                    state instanceof ServiceState.Failed f ? Optional.of(f.failure()) : Optional.empty();
            return new Seen(name, state, why, state.since(), Optional.empty());
        }
        if (fault.isEmpty()) {
            faulty.remove(name);
            return new Seen(name, state, fault, state.since(), Optional.ofNullable(took.get(name)));
        }
        Faulty since = faulty.compute(
                name,
                (n, known) -> known != null
                                && known.failure().problem().equals(fault.get().problem())
                        ? known
                        : new Faulty(fault.get(), now));
        return new Seen(name, state, Optional.of(since.failure()), since.since(), Optional.empty());
    }

    private Thread probe(
            String name,
            java.util.function.Supplier<Optional<Failure>> probe,
            Map<String, Optional<Failure>> into,
            Map<String, Duration> took) {
        return Thread.ofVirtual().name("probe-" + name).start(() -> {
            long began = clock.nanos();
            try {
                Optional<Failure> met = probe.get();
                took.put(name, Duration.ofNanos(clock.nanos() - began));
                into.put(name, met);
            } catch (RuntimeException e) {
                LOG.warn("kb={} probe={}", KB.SERVICE_NOT_RUNNING, name, e);
            }
        });
    }

    private void join(Thread thread, Deadline deadline) {
        try {
            thread.join(deadline.left(clock).plusMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes a row and reads it again. */
    private Optional<Failure> storeFault() {
        if (store.health() instanceof StoreHealth.Failed f) return Optional.of(f.cause());
        long began = clock.nanos();
        try {
            var rows = store.records(SYSTEM, ROWS);
            byte[] mark = Long.toString(began).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            rows.write(change -> {
                change.put("probe", "last", mark);
                return true;
            });
            byte[] read = rows.get("probe", "last").orElse(new byte[0]);
            return java.util.Arrays.equals(mark, read)
                    ? Optional.empty()
                    : Optional.of(new Failure.Broken(KB.RECORD_DAMAGED, "probe", "the probe's row reads otherwise"));
        } catch (Refused e) {
            return Optional.of(e.failure());
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Thread last = Thread.ofVirtual().name("probes-keep").start(history::keep);
        join(last, Deadline.in(WAIT, clock));
    }
}
