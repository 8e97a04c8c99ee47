// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import posthouse.base.Failure;

/** What works, as the wiring's probes found it. */
@FunctionalInterface
public interface Health {
    List<Found> found();

    /**
     * One service, or the store.
     *
     * @param works it was really used just now and did what it should
     * @param why the switch or the fault, when it does not
     */
    record Found(String name, boolean works, Optional<Failure> why, Instant since) {}
}
