// SPDX-License-Identifier: Apache-2.0
package posthouse.http.pace;

import java.time.Duration;
import java.util.Optional;

/** What the kernel knows of one connection and of the receiving end of it. */
interface PeerWindow {
    /**
     * One look.
     *
     * @param acknowledged bytes that the peer's kernel has acknowledged since the connection began
     * @param window bytes that the peer's kernel would take beyond those, as its last acknowledgement said
     * @param queued bytes written here that are not acknowledged, on the way or not sent yet
     * @param roundTrip the shortest lately
     * @param delivery bytes a second that arrived over the last round trip
     */
    record Look(long acknowledged, long window, long queued, Duration roundTrip, long delivery) {}

    /** How it stands now; nothing when the kernel does not say. Takes microseconds. */
    Optional<Look> look();
}
