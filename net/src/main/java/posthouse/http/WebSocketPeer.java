// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

/** The client's side of one open socket. Safe for use by many threads. */
public interface WebSocketPeer {
    /** Codes of RFC 6455 §7.4.1 that we send. */
    int GOING_AWAY = 1001;

    int POLICY = 1008;
    int TOO_BIG = 1009;
    int OVERLOADED = 1013;

    Caller caller();

    /** Scheme (http or https) and authority as the client wrote them. */
    String base();

    Peer peer();

    /**
     * Queues a text frame; never blocks. When the client does not take its frames, and the bounded queue is full or its
     * head older than the deadline, the socket is cut.
     *
     * @return whether it was queued
     */
    boolean send(String text);

    /** How many frames wait to be sent. */
    int waiting();

    /** Closes with a reason that is true (cut to 123 bytes). */
    void close(int code, String reason);

    boolean open();
}
