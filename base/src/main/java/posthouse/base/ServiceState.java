// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.time.Instant;

/** The actual state of a service. */
public sealed interface ServiceState {
    /** Since when it is so. */
    Instant since();

    record Stopped(Instant since, SwitchState why) implements ServiceState {}

    record Starting(Instant since) implements ServiceState {}

    record Running(Instant since) implements ServiceState {}

    record Paused(Instant since, SwitchState why) implements ServiceState {}

    record Draining(Instant since, SwitchState why) implements ServiceState {}

    /** It should run and does not. */
    record Failed(Instant since, Failure failure) implements ServiceState {}
}
