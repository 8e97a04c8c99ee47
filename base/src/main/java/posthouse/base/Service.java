// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A protocol that an administrator starts and stops. {@link ServiceControl} calls these from one thread at a time, but for {@link #hurry} and {@link #relent}. */
public interface Service {
    /** The name in commands, switches and texts: web, smtp, lmtp … */
    String name();

    /** Services that must run before this one. */
    Set<String> dependsOn();

    /** Opens the listeners. Refuses with a named failure (port taken, certificate unreadable); then nothing is left open. */
    void start();

    /**
     * Accepts nothing new, lets sessions finish their operation with a truthful notice, forces them after the grace.
     *
     * @param why off and by whom, when somebody switched it off; off by nobody, when the process ends; on, when the service is
     *     to start again at once
     */
    void stop(Duration grace, SwitchState why);

    /** Lets a stop that waits for its grace to pass wait no longer. May be called beside it, from another thread. */
    void hurry();

    /** Lets a stop that waits for its grace to pass give up forcing anybody, since the service is wanted again. Likewise. */
    void relent();

    /** Addresses served on now ("127.0.0.1:2525"); empty when stopped. */
    Set<String> addresses();

    /** Addresses listened on now, if only to say that the service is off; in the order of the configuration. */
    List<String> listening();

    /** Sessions open now. */
    int sessions();

    /** Really uses the protocol; refuses with what is wrong. */
    void probe();
}
