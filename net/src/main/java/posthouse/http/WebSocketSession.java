// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

/** The server's side of one open socket. Messages come one at a time; the next one is read when the call returns. */
public interface WebSocketSession {
    void text(String message);

    /** Called once, however it ended. */
    void closed();
}
