// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import posthouse.base.Failure;

/** The server's side of one open socket. Messages come one at a time; the next one is read when the call returns. */
public interface WebSocketSession {
    void text(String message);

    /** Whether a message is being answered, so that a stop with grace waits for it. */
    default boolean busy() {
        return false;
    }

    /** Called before the server ends the socket: the time to say why in the subprotocol's own words. Must not block. */
    default void ending(Failure why) {}

    /** Called once, however it ended. */
    void closed();
}
