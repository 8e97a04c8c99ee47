// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.time.Duration;
import java.util.Set;

/** A protocol that an administrator starts and stops. {@link ServiceControl} calls these from one thread at a time. */
public interface Service {
    /** The name in commands, switches and texts: web, smtp, lmtp … */
    String name();

    /** Services that must run before this one. */
    Set<String> dependsOn();

    /** Opens the listeners. Refuses with a named failure (port taken, certificate unreadable); then nothing is left open. */
    void start();

    /** Accepts nothing new, lets sessions finish their operation with a truthful notice, forces them after the grace. */
    void stop(Duration grace, SwitchState why);

    /** Addresses listened on now ("127.0.0.1:2525"); empty when stopped. */
    Set<String> addresses();

    /** Sessions open now. */
    int sessions();

    /** Really uses the protocol; refuses with what is wrong. */
    void probe();
}
