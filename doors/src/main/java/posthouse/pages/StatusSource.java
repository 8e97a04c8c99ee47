// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.ServiceState;
import posthouse.base.SwitchState;

/** What works and what does not, as probes found it. Answers within two seconds whatever hangs. */
@FunctionalInterface
public interface StatusSource {
    Report report();

    /**
     * All of it.
     *
     * @param measured when the probes were last through
     * @param store the mail store, as if it were a service
     * @param days the last days of each service and of the store, oldest first
     */
    record Report(Instant measured, List<Seen> services, Seen store, Map<String, List<DayOfService>> days) {

        /** Whether everything that should work does. */
        public boolean works() {
            return store.works()
                    && services.stream().allMatch(s -> s.works() || s.off().isPresent());
        }
    }

    /**
     * One service as a probe found it.
     *
     * @param name as in the service table
     * @param state what the server means to do with it
     * @param fault what a real use of it met; empty when it worked or was not tried
     * @param since how long it has been so
     * @param took how long the use took, when it worked
     */
    record Seen(String name, ServiceState state, Optional<Failure> fault, Instant since, Optional<Duration> took) {

        /** Something that was not looked at so far. */
        public static Seen notYet(String name, Instant now) {
            return new Seen(name, new ServiceState.Starting(now), Optional.empty(), now, Optional.empty());
        }

        /** Really used just now, and it did what it should. */
        public boolean works() {
            return state instanceof ServiceState.Running && fault.isEmpty();
        }

        /** Mail can be read over it, though the store takes nothing new. */
        public boolean partly() {
            return name.equals("web")
                    && state instanceof ServiceState.Running
                    && fault.filter(f -> f.problem().number() / 100 == 11).isPresent();
        }

        /** The switch with which somebody turned it off on purpose. */
        public Optional<SwitchState> off() {
            return state instanceof ServiceState.Stopped s && !s.why().by().isEmpty()
                    ? Optional.of(s.why())
                    : Optional.empty();
        }
    }
}
