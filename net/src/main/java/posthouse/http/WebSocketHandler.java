// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

/** Takes new sockets of a route. */
@FunctionalInterface
public interface WebSocketHandler {
    /** Called once when a socket opens, on a virtual thread of its own; what is returned gets its messages. */
    WebSocketSession open(WebSocketPeer peer);
}
