// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Action;
import posthouse.base.Audience;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.base.Service;
import posthouse.base.ServiceControl;
import posthouse.base.ServiceState;
import posthouse.base.SwitchState;
import posthouse.base.Target;
import posthouse.directory.Directory;

/** The services of this server in their table's order; wanted states lie in the directory. */
public final class ServiceTable implements ServiceControl {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceTable.class);
    /** A stop that gives no more than this cuts short one that is still waiting. */
    private static final Duration HURRY = Duration.ofSeconds(1);

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, ServiceState> states = new HashMap<>();
    private final Directory directory;
    private final Problems problems;
    private final Clock clock;
    /** By service; held while it starts or stops, so that one change of it ends before the next begins. */
    private final Map<String, ReentrantLock> changing = new HashMap<>();

    /** The process is ending: nothing starts any more. */
    private volatile boolean ended;

    private final ReentrantLock reading = new ReentrantLock();

    public ServiceTable(List<Service> services, Directory directory, Problems problems, Clock clock) {
        this.directory = directory;
        this.problems = problems;
        this.clock = clock;
        Instant now = clock.now();
        for (Service service : services) {
            this.services.put(service.name(), service);
            changing.put(service.name(), new ReentrantLock());
            states.put(service.name(), new ServiceState.Stopped(now, never(now)));
        }
    }

    @Override
    public void startWanted() {
        for (Service service : services.values()) {
            try (Held ignored = hold(List.of(service))) {
                if (ended) return;
                Optional<SwitchState> wanted = directory.serverService(service.name());
                if (wanted.isPresent() && !wanted.get().on()) stayOff(service, wanted.get());
                else tryStart(service);
            }
        }
    }

    /** The port of a switched-off service may have a truthful word to say. */
    private void stayOff(Service service, SwitchState why) {
        set(service.name(), new ServiceState.Stopped(why.since(), why));
        try {
            service.stop(Duration.ZERO, why);
        } catch (Refused e) {
            LOG.atWarn()
                    .addKeyValue("service", service.name())
                    .addKeyValue("kb", e.failure().problem())
                    .log("Nobody is told that it is off: {}", problems.line(e.failure(), Audience.ADMINISTRATOR));
        }
    }

    private void tryStart(Service service) {
        for (String needed : service.dependsOn()) {
            if (services.containsKey(needed) && !(state(needed) instanceof ServiceState.Running)) {
                var failure = new Failure.Unavailable(KB.SERVICE_NOT_RUNNING, needed, clock.now());
                failed(service, failure);
                return;
            }
        }
        set(service.name(), new ServiceState.Starting(clock.now()));
        try {
            service.start();
            set(service.name(), new ServiceState.Running(clock.now()));
        } catch (Refused e) {
            failed(service, e.failure());
        } catch (RuntimeException e) {
            String incident = Long.toHexString(System.identityHashCode(e));
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("kb", KB.INTERNAL)
                    .addKeyValue("incident", incident)
                    .log("Service did not start");
            failed(service, new Failure.Internal(KB.INTERNAL, incident));
        }
    }

    private void failed(Service service, Failure failure) {
        set(service.name(), new ServiceState.Failed(clock.now(), failure));
        LOG.atError()
                .addKeyValue("service", service.name())
                .addKeyValue("kb", failure.problem())
                .log("Service did not start: {}", problems.line(failure, Audience.ADMINISTRATOR));
    }

    @Override
    public ServiceState start(Principal by, String name) {
        require(by);
        Service service = known(name);
        List<Service> all = withNeeded(service);
        all.forEach(Service::relent);
        try (Held ignored = hold(all)) {
            directory.setServerService(by, name, true, "");
            return startHeld(service, all);
        }
    }

    private ServiceState startHeld(Service service, List<Service> all) {
        Deque<Service> begun = new ArrayDeque<>();
        for (Service each : all) {
            if (ended || state(each.name()) instanceof ServiceState.Running) continue;
            tryStart(each);
            if (state(each.name()) instanceof ServiceState.Failed f) {
                while (!begun.isEmpty()) rollBack(begun.pop());
                throw new Refused(f.failure());
            }
            begun.push(each);
        }
        return state(service.name());
    }

    private void rollBack(Service service) {
        var why = new SwitchState(false, clock.now(), "", "");
        service.stop(Duration.ZERO, why);
        set(service.name(), new ServiceState.Stopped(clock.now(), why));
    }

    @Override
    public ServiceState stop(Principal by, String name, Duration grace, String note) {
        require(by);
        Service service = known(name);
        List<Service> all = dependentsFirst(service);
        // Who stops again with less time to wait does not wait for the first one's.
        if (grace.compareTo(HURRY) <= 0) all.forEach(Service::hurry);
        try (Held ignored = hold(all)) {
            directory.setServerService(by, name, false, note);
            stopHeld(service, all, grace, directory.serverService(name).orElseThrow());
            return state(name);
        }
    }

    private void stopHeld(Service service, List<Service> all, Duration grace, SwitchState why) {
        for (Service each : all) {
            boolean idle = state(each.name()) instanceof ServiceState.Stopped;
            if (idle && each != service) continue;
            set(each.name(), new ServiceState.Draining(clock.now(), why));
            try {
                each.stop(grace, why);
            } finally {
                set(each.name(), new ServiceState.Stopped(why.since(), why));
            }
        }
    }

    @Override
    public ServiceState restart(Principal by, String name, Duration grace) {
        require(by);
        Service service = known(name);
        List<Service> stopped = dependentsFirst(service);
        List<Service> started = withNeeded(service);
        var all = new LinkedHashSet<>(stopped);
        all.addAll(started);
        try (Held ignored = hold(all)) {
            List<Service> before = stopped.stream()
                    .filter(s -> state(s.name()) instanceof ServiceState.Running)
                    .toList();
            if (directory.serverService(name).filter(s -> !s.on()).isPresent())
                directory.setServerService(by, name, true, "");
            // Not a switch: nobody is told that it was switched off, and a process that dies now starts it again.
            stopHeld(service, before, grace, new SwitchState(true, clock.now(), "", ""));
            ServiceState now = startHeld(service, started);
            for (Service each : before.reversed()) if (each != service) startHeld(each, withNeeded(each));
            return now;
        }
    }

    @Override
    public List<Touched> plan(Principal by, String name) {
        require(by);
        return dependentsFirst(known(name)).stream()
                .filter(s -> state(s.name()) instanceof ServiceState.Running)
                .map(s -> new Touched(s.name(), s.sessions()))
                .toList();
    }

    @Override
    public List<Touched> planStart(Principal by, String name) {
        require(by);
        return withNeeded(known(name)).stream()
                .filter(s -> !(state(s.name()) instanceof ServiceState.Running))
                .map(s -> new Touched(s.name(), 0))
                .toList();
    }

    @Override
    public List<Status> list(Principal by) {
        require(by);
        var all = new ArrayList<Status>();
        for (Service s : services.values()) {
            boolean wanted =
                    directory.serverService(s.name()).map(SwitchState::on).orElse(true);
            all.add(new Status(s.name(), wanted, state(s.name()), List.copyOf(s.addresses()), s.sessions()));
        }
        return all;
    }

    @Override
    public void stopAll(Duration grace) {
        ended = true;
        services.values().forEach(Service::hurry);
        var why = new SwitchState(false, clock.now(), "", "");
        var stopping = new ArrayList<Thread>();
        for (Service service : List.copyOf(services.values()).reversed())
            stopping.add(Thread.startVirtualThread(() -> {
                try (Held ignored = hold(List.of(service))) {
                    service.stop(grace, why);
                }
            }));
        try {
            for (Thread thread : stopping) thread.join(grace.plusSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Services whose change has begun and is not yet ended. */
    private interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until no change of these services is under way and keeps others from beginning. Always in the table's order, so that
     * no two wait for one another; services that have nothing to do with one another do not wait at all.
     */
    private Held hold(Collection<Service> wanted) {
        List<ReentrantLock> locks = services.values().stream()
                .filter(wanted::contains)
                .map(s -> changing.get(s.name()))
                .filter(Objects::nonNull)
                .toList();
        locks.forEach(ReentrantLock::lock);
        return () -> locks.reversed().forEach(ReentrantLock::unlock);
    }

    /** Services that should run and do not, each with its failure. */
    public Map<String, Failure> failures() {
        var out = new LinkedHashMap<String, Failure>();
        for (String name : services.keySet())
            if (state(name) instanceof ServiceState.Failed f) out.put(name, f.failure());
        return out;
    }

    /** State of one service, for the status page. */
    public Map<String, ServiceState> states() {
        var out = new LinkedHashMap<String, ServiceState>();
        for (String name : services.keySet()) out.put(name, state(name));
        return out;
    }

    /** Really uses a running service over its protocol; empty when it answered as it should. */
    public Optional<Failure> probe(String name) {
        try {
            known(name).probe();
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.failure());
        }
    }

    private List<Service> withNeeded(Service service) {
        var order = new ArrayList<Service>();
        for (String needed : service.dependsOn())
            if (services.containsKey(needed)) order.addAll(withNeeded(known(needed)));
        order.add(service);
        return order.stream().distinct().toList();
    }

    private List<Service> dependentsFirst(Service service) {
        var order = new ArrayList<Service>();
        for (Service other : services.values())
            if (other.dependsOn().contains(service.name())) order.addAll(dependentsFirst(other));
        order.add(service);
        return order.stream().distinct().toList();
    }

    /** Refuses when there is no such service here: a switch of it would do nothing. */
    public void require(String name) {
        known(name);
    }

    private Service known(String name) {
        Service service = services.get(name);
        if (service == null) throw new Refused(new Failure.NotFound(KB.NO_SUCH_SERVICE, name));
        return service;
    }

    private void require(Principal by) {
        directory.access().require(by, Action.ADMINISTER, new Target.Server());
    }

    private void set(String name, ServiceState state) {
        reading.lock();
        try {
            states.put(name, state);
        } finally {
            reading.unlock();
        }
    }

    private ServiceState state(String name) {
        reading.lock();
        try {
            ServiceState state = states.get(name);
            if (state == null) throw new IllegalStateException(name);
            return state;
        } finally {
            reading.unlock();
        }
    }

    private static SwitchState never(Instant now) {
        return new SwitchState(false, now, "", "");
    }
}
