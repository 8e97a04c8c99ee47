// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/**
 * The listeners and connections of one service: starts and stops at run time, admits within limits, keeps deadlines, drains
 * and then forces. Each connection has a virtual thread of its own.
 */
public final class TcpServer {
    private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration WATCH = Duration.ofMillis(100);
    /** For sessions to say why they end, before they are cut. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final String service;
    private final List<Endpoint> endpoints;
    private final Protocol protocol;
    private final NetLimits limits;
    private final Clock clock;
    private final TlsSource tlsSource;
    private final Buffers buffers = new Buffers();
    private final Permits permits;
    private final Drain drain;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Connection> turnedAway = ConcurrentHashMap.newKeySet();
    private final int[] ports;
    private volatile @Nullable Run run;

    /** One time in which the ports are open. */
    private static final class Run {
        private final List<ServerSocketChannel> listeners = new ArrayList<>();
        private final List<Thread> acceptors = new ArrayList<>();
        /** Why nobody is served, while the ports are open only to say so. */
        private volatile @Nullable Failure refusing;

        /** A listener accepts nothing any more, though nobody closed it. */
        private volatile boolean broken;

        private volatile boolean over;
    }

    public TcpServer(
            String service,
            List<Endpoint> endpoints,
            Protocol protocol,
            NetLimits limits,
            Clock clock,
            Certificates certificates) {
        this.service = service;
        this.endpoints = List.copyOf(endpoints);
        this.protocol = protocol;
        this.limits = limits;
        this.clock = clock;
        this.tlsSource = new TlsSource(certificates);
        this.permits = new Permits(limits);
        this.drain = new Drain(clock, LOOK);
        this.ports =
                this.endpoints.stream().mapToInt(e -> e.address().getPort()).toArray();
    }

    /** Opens all listeners or none, and serves. Refuses with Taken (KB1701), naming the port's holder, or with Broken (KB1704). */
    public synchronized void start() {
        Run current = intact();
        if (current == null) current = listen(null);
        current.refusing = null;
    }

    /** The open ports; empty-handed when there are none, or when they no longer answer and were given back. */
    private @Nullable Run intact() {
        Run current = run;
        if (current == null || !current.broken) return current;
        run = null;
        current.listeners.forEach(TcpServer::close);
        current.acceptors.forEach(TcpServer::join);
        current.over = true;
        return null;
    }

    private Run listen(@Nullable Failure refusing) {
        Run next = new Run();
        next.refusing = refusing;
        try {
            for (int i = 0; i < endpoints.size(); i++) next.listeners.add(open(i));
        } catch (Refused e) {
            next.listeners.forEach(TcpServer::close);
            throw e;
        }
        run = next;
        for (int i = 0; i < endpoints.size(); i++) {
            ServerSocketChannel listener = next.listeners.get(i);
            boolean tls = endpoints.get(i).tls();
            next.acceptors.add(Thread.ofVirtual().name(service + "-accept").start(() -> accept(next, listener, tls)));
        }
        Thread.ofVirtual().name(service + "-watch").start(() -> watch(next));
        return next;
    }

    private ServerSocketChannel open(int index) {
        InetSocketAddress wanted = endpoints.get(index).address();
        InetSocketAddress address = new InetSocketAddress(wanted.getAddress(), ports[index]);
        ServerSocketChannel listener = null;
        try {
            listener = ServerSocketChannel.open();
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(address, 1024);
            ports[index] = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            return listener;
        } catch (IOException e) {
            if (listener != null) close(listener);
            throw new Refused(PortHolder.refused(address, e), e);
        }
    }

    /**
     * Serves nobody any more but keeps the ports, on which whoever comes is told why. Sessions end as with {@link #stop}.
     * Refuses with Taken when the ports were not open and cannot be opened.
     */
    public synchronized void refuse(Duration grace, Failure why) {
        Run current = intact();
        if (current == null) current = listen(why);
        current.refusing = why;
        end(grace, why);
    }

    /**
     * Closes the ports, asks sessions to end after their operation and says why; after the grace ends those that are left,
     * wherever they wait, with a last word where one can be said.
     */
    public synchronized void stop(Duration grace, Failure why) {
        Run current = run;
        if (current == null) return;
        run = null;
        current.refusing = why;
        current.listeners.forEach(TcpServer::close);
        current.acceptors.forEach(TcpServer::join);
        end(grace, why);
        current.over = true;
    }

    private void end(Duration grace, Failure why) {
        connections.forEach(c -> c.drain(why));
        if (!drain.await(grace, connections::isEmpty, () -> {})) return;
        connections.forEach(c -> c.interrupt(why));
        await(LAST_WORDS);
        connections.forEach(c -> c.force(why));
        await(Duration.ofSeconds(2));
    }

    private void await(Duration patience) {
        Deadline end = Deadline.in(patience, clock);
        while (!connections.isEmpty() && !end.passed(clock)) clock.pause(LOOK);
    }

    /** A stop under way waits no longer for its grace to pass. */
    public void hurry() {
        drain.hurry();
    }

    /** A stop under way forces nobody: the service is wanted again. Who was asked to leave does so after the operation. */
    public void relent() {
        drain.relent();
    }

    /** Addresses served on now, as "127.0.0.1:2525"; empty when stopped. */
    public Set<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>();
        Run current = run;
        if (current != null && current.refusing == null) bound().forEach(a -> addresses.add(PortHolder.text(a)));
        return addresses;
    }

    /** Addresses listened on now, if only to say that the service is off; in the order of the endpoints. */
    public List<InetSocketAddress> bound() {
        Run current = run;
        if (current == null) return List.of();
        List<InetSocketAddress> bound = new ArrayList<>();
        for (int i = 0; i < endpoints.size(); i++)
            bound.add(new InetSocketAddress(endpoints.get(i).address().getAddress(), ports[i]));
        return bound;
    }

    /** {@link #bound} as texts. */
    public List<String> listening() {
        return bound().stream().map(PortHolder::text).toList();
    }

    /** Open connections. */
    public int sessions() {
        return connections.size();
    }

    private void accept(Run current, ServerSocketChannel listener, boolean tls) {
        int failed = 0;
        while (listener.isOpen()) {
            try {
                admit(current, listener.accept(), tls);
                failed = 0;
            } catch (IOException e) {
                if (!listener.isOpen()) return;
                // Out of file descriptors: those that are open go on, and closing ones make room.
                current.broken |= failed > 2;
                if (failed++ % 600 == 0)
                    LOG.warn("kb={} service={} cannot accept", KB.TOO_MANY_CONNECTIONS, service, e);
                clock.pause(Duration.ofMillis(100));
            }
        }
    }

    private void admit(Run current, SocketChannel channel, boolean tls) {
        try {
            InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
            Optional<Failure> refused = permits.acquire(peer.getAddress());
            if (refused.isPresent()) {
                refuse(channel, tls ? new byte[0] : protocol.refusal(refused.get()));
                return;
            }
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                Connection connection = new Connection(channel, clock, limits, buffers, tlsSource);
                Failure refusing = current.refusing;
                if (refusing != null) {
                    Thread.ofVirtual().name(service).start(() -> turnAway(connection, tls, refusing));
                    return;
                }
                connections.add(connection);
                Thread.ofVirtual().name(service).start(() -> serve(connection, tls));
                Failure since = current.refusing;
                if (since != null) connection.drain(since);
            } catch (IOException e) {
                permits.release(peer.getAddress());
                channel.close();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("service={} a peer left while it was admitted", service, e);
        }
    }

    /** A fresh socket takes a few hundred bytes without waiting. */
    private static void refuse(SocketChannel channel, byte[] notice) throws IOException {
        try (channel) {
            channel.write(ByteBuffer.wrap(notice));
            channel.shutdownOutput();
        }
    }

    private void turnAway(Connection connection, boolean tls, Failure why) {
        connection.hurry(true);
        turnedAway.add(connection);
        try {
            if (tls) connection.startTls();
            protocol.turnAway(connection, why);
        } catch (IOException | Refused e) {
            LOG.debug("service={} peer={} left", service, connection.peer(), e);
        } finally {
            connection.close();
            turnedAway.remove(connection);
            permits.release(connection.peer());
        }
    }

    private void serve(Connection connection, boolean tls) {
        try {
            if (tls) connection.startTls();
            protocol.serve(connection);
        } catch (IOException | Refused e) {
            LOG.debug("service={} peer={} ended", service, connection.peer(), e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("kb={} service={} peer={}", KB.INTERNAL, service, connection.peer(), e);
        } finally {
            connection.close();
            connections.remove(connection);
            permits.release(connection.peer());
        }
    }

    private void watch(Run current) {
        while (!current.over) {
            long now = clock.nanos();
            boolean scarce = permits.scarce();
            for (Connection connection : connections) {
                connection.hurry(scarce);
                connection.check(now);
            }
            turnedAway.forEach(c -> c.check(now));
            clock.pause(WATCH);
        }
    }

    /** The kernel lets go of a port when the thread that accepts on it has left. */
    private static void join(Thread acceptor) {
        try {
            acceptor.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(ServerSocketChannel listener) {
        try {
            listener.close();
        } catch (IOException ignored) {
            // The kernel has let go of it either way.
        }
    }
}
