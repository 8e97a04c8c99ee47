// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, ServiceState> states = new HashMap<>();
    private final Directory directory;
    private final Problems problems;
    private final Clock clock;
    /** Held while services start and stop, so that one change ends before the next begins. */
    private final ReentrantLock changing = new ReentrantLock();

    private final ReentrantLock reading = new ReentrantLock();

    public ServiceTable(List<Service> services, Directory directory, Problems problems, Clock clock) {
        this.directory = directory;
        this.problems = problems;
        this.clock = clock;
        Instant now = clock.now();
        for (Service service : services) {
            this.services.put(service.name(), service);
            states.put(service.name(), new ServiceState.Stopped(now, never(now)));
        }
    }

    @Override
    public void startWanted() {
        changing.lock();
        try {
            for (Service service : services.values()) {
                Optional<SwitchState> wanted = directory.serverService(service.name());
                if (wanted.isPresent() && !wanted.get().on()) {
                    // The port of a switched-off service may have a truthful word to say.
                    set(service.name(), new ServiceState.Stopped(wanted.get().since(), wanted.get()));
                    try {
                        service.stop(Duration.ZERO, wanted.get());
                    } catch (Refused e) {
                        LOG.atWarn()
                                .addKeyValue("service", service.name())
                                .addKeyValue("kb", e.failure().problem())
                                .log(
                                        "Nobody is told that it is off: {}",
                                        problems.line(e.failure(), Audience.ADMINISTRATOR));
                    }
                } else {
                    tryStart(service);
                }
            }
        } finally {
            changing.unlock();
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
        directory.setServerService(by, name, true, "");
        changing.lock();
        try {
            Deque<Service> begun = new ArrayDeque<>();
            for (Service each : withNeeded(service)) {
                if (state(each.name()) instanceof ServiceState.Running) continue;
                tryStart(each);
                if (state(each.name()) instanceof ServiceState.Failed f) {
                    while (!begun.isEmpty()) rollBack(begun.pop());
                    throw new Refused(f.failure());
                }
                begun.push(each);
            }
            return state(name);
        } finally {
            changing.unlock();
        }
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
        directory.setServerService(by, name, false, note);
        SwitchState why = directory.serverService(name).orElseThrow();
        changing.lock();
        try {
            for (Service each : dependentsFirst(service)) {
                boolean idle = state(each.name()) instanceof ServiceState.Stopped;
                if (idle && each != service) continue;
                set(each.name(), new ServiceState.Draining(clock.now(), why));
                each.stop(grace, why);
                set(each.name(), new ServiceState.Stopped(why.since(), why));
            }
            return state(name);
        } finally {
            changing.unlock();
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
        changing.lock();
        try {
            var backwards = new ArrayList<>(services.values());
            java.util.Collections.reverse(backwards);
            var why = new SwitchState(false, clock.now(), "", "");
            var stopping = new ArrayList<Thread>();
            for (Service service : backwards) stopping.add(Thread.startVirtualThread(() -> service.stop(grace, why)));
            for (Thread thread : stopping) thread.join(grace.plusSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            changing.unlock();
        }
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
