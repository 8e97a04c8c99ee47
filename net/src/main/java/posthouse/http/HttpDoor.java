// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Refused;
import posthouse.base.Service;
import posthouse.base.SwitchState;
import posthouse.http.jetty.JettyDoor;

/**
 * A service that speaks HTTP on its endpoints. Switched off, it keeps listening and answers the routes that are always
 * answered and, for everything else, the truth; only {@link #close} gives the ports back.
 */
public final class HttpDoor implements Service {
    private static final Duration PROBE = Duration.ofSeconds(5);

    private final String name;
    private final Set<String> dependsOn;
    private final DoorSettings settings;
    private final JettyDoor jetty;
    private final ReentrantLock lock = new ReentrantLock();

    public HttpDoor(
            String name, Set<String> dependsOn, List<HttpEndpoint> endpoints, Router router, DoorSettings settings) {
        this.name = name;
        this.dependsOn = Set.copyOf(dependsOn);
        this.settings = settings;
        this.jetty = new JettyDoor(name, endpoints, router, settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> dependsOn() {
        return dependsOn;
    }

    /**
     * Opens the endpoints without opening the service: until {@link #start} everything but the routes that are always
     * answered meets the truthful 503. Refuses when a port is taken.
     */
    public void listen() {
        lock.lock();
        try {
            jetty.open();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        listen();
        jetty.allow();
    }

    @Override
    public void stop(Duration grace, SwitchState why) {
        jetty.refuse(
                why.by().isEmpty()
                        ? new Failure.Stopping(KB.STOPPING, name, why.since())
                        : new Failure.Off(KB.serviceOff(name), Level.SERVER, name, why),
                grace);
    }

    @Override
    public void hurry() {
        jetty.drain().hurry();
    }

    @Override
    public void relent() {
        jetty.drain().relent();
    }

    /** Looks again whether what is open may stay open: to be called when a switch, a right or a sign-in has changed. Does not block. */
    public void recheck() {
        jetty.recheck();
    }

    /** Ends the door for good: drains, then gives the ports back. */
    public void close(Duration grace) {
        lock.lock();
        try {
            jetty.refuse(
                    new Failure.Stopping(KB.STOPPING, name, settings.clock().now()), grace);
            jetty.close(grace);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<String> addresses() {
        return jetty.allowed() ? new TreeSet<>(jetty.addresses()) : Set.of();
    }

    @Override
    public List<String> listening() {
        return bound();
    }

    /** The address of each endpoint in the order given, whether the service is on or off; with the port that was taken for port 0. */
    public List<String> bound() {
        return jetty.addresses();
    }

    @Override
    public int sessions() {
        return jetty.sessions();
    }

    /** Asks for the start page as a browser does: routed, not refused, answered. */
    @Override
    public void probe() {
        InetSocketAddress address = jetty.plainAddress().orElse(null);
        if (address == null) return;
        try {
            for (String path : List.of("/healthz", "/")) ask(address, path);
        } catch (IOException e) {
            throw new Refused(
                    new Failure.Unavailable(
                            KB.SERVICE_NOT_RUNNING, name, settings.clock().now()),
                    e);
        }
    }

    private static void ask(InetSocketAddress address, String path) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout((int) PROBE.toMillis());
            socket.connect(address, (int) PROBE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            if (!line.matches("HTTP/1\\.1 [234]\\d\\d")) throw new IOException(path + " " + line);
        }
    }
}
