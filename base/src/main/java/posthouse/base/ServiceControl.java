// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.time.Duration;
import java.util.List;

/** Starts and stops services live, in dependency order. */
public interface ServiceControl {
    /** Starts everything whose wanted state is on. One that fails does not keep the others. */
    void startWanted();

    /** Starts a service and what it depends on; what this call had started is stopped again when it fails. */
    ServiceState start(Principal by, String name);

    /** Stops a service after what depends on it. */
    ServiceState stop(Principal by, String name, Duration grace, String note);

    /** Stops a service and starts it again, which tells nobody that it was switched off; afterwards it is wanted. */
    ServiceState restart(Principal by, String name, Duration grace);

    /** What a stop would touch, in words of data: names in the order in which they would stop, and their open sessions. */
    List<Touched> plan(Principal by, String name);

    /** What a start would begin, in its order. */
    List<Touched> planStart(Principal by, String name);

    /** All services in the table's order. */
    List<Status> list(Principal by);

    /** Stops everything for the end of the process; wanted states stay. */
    void stopAll(Duration grace);

    record Touched(String service, int sessions) {}

    record Status(String service, boolean wanted, ServiceState state, List<String> addresses, int sessions) {}
}
