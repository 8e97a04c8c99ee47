// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

/** Where a request came from. */
public sealed interface Peer {
    /** The text for limits, logs and audit. */
    String text();

    /** Over the network, from this address (no port). */
    record Network(String text, boolean secure) implements Peer {}

    /** Through the socket in the data directory, which only its owner can open. */
    record LocalSocket() implements Peer {
        @Override
        public String text() {
            return "local socket";
        }
    }
}
