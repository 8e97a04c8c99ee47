// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.http.DoorSettings;
import posthouse.http.HttpEndpoint;
import posthouse.http.Router;
import posthouse.http.pace.Pacing;
import posthouse.net.Drain;
import posthouse.net.PortHolder;

/** One server of the library with its connectors. */
public final class JettyDoor {
    private static final int BYTES_PER_SECOND = 500;

    private final String name;
    private final List<HttpEndpoint> endpoints;
    private final DoorSettings settings;
    private final Traffic traffic;
    private final Pacing pacing;
    private final Server server;
    private final List<AbstractConnector> connectors = new ArrayList<>();
    private volatile List<String> addresses = List.of();

    public JettyDoor(String name, List<HttpEndpoint> endpoints, Router router, DoorSettings settings) {
        this.name = name;
        this.endpoints = List.copyOf(endpoints);
        this.settings = settings;
        var pool = new QueuedThreadPool(64, 4);
        pool.setName(name);
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(new VirtualThreadPool(20_000));
        server = new Server(pool);
        server.setStopTimeout(0);
        server.setStopAtShutdown(false);
        var problems = new ProblemAnswer(settings);
        traffic = new Traffic(name, settings, server);
        pacing = new Pacing(settings.clock(), settings.limits().idle());
        server.setErrorHandler(new EarlyErrors(
                problems,
                (request, response) -> new JettyExchange(request, response, settings, traffic::refusal, pacing)));
        server.setHandler(new Dispatcher(router, settings, traffic, problems, traffic.sockets(), pacing));
        server.addBean(new NetworkConnectionLimit(settings.limits().connections(), server));
        for (HttpEndpoint endpoint : endpoints) {
            AbstractConnector connector = connector(endpoint);
            connector.setIdleTimeout(settings.limits().idle().toMillis());
            connector.setShutdownIdleTimeout(1000);
            connectors.add(connector);
            server.addConnector(connector);
        }
    }

    private AbstractConnector connector(HttpEndpoint endpoint) {
        return switch (endpoint) {
            case HttpEndpoint.Plain p -> {
                var c = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration(false)));
                yield at(c, p.address());
            }
            case HttpEndpoint.Tls t -> {
                HttpConfiguration configuration = configuration(true);
                var http1 = new HttpConnectionFactory(configuration);
                var http2 = new HTTP2ServerConnectionFactory(configuration);
                // Browsers then open a WebSocket on a connection of its own, which the socket's limits are made for.
                http2.setConnectProtocolEnabled(false);
                http2.setMaxConcurrentStreams(128);
                var alpn = new ALPNServerConnectionFactory();
                alpn.setDefaultProtocol(http1.getProtocol());
                var tls = new SslContextFactory.Server();
                tls.setSslContext(t.context());
                tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
                tls.setSniRequired(false);
                var c = new ServerConnector(
                        server, 0, 1, new SslConnectionFactory(tls, alpn.getProtocol()), alpn, http2, http1);
                yield at(c, t.address());
            }
            case HttpEndpoint.UnixSocket u -> {
                var c = new UnixDomainServerConnector(server, 0, 1, new HttpConnectionFactory(configuration(false)));
                c.setUnixDomainPath(u.path());
                yield c;
            }
        };
    }

    private static ServerConnector at(ServerConnector connector, InetSocketAddress address) {
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        connector.setReuseAddress(true);
        connector.setAcceptQueueSize(512);
        return connector;
    }

    private HttpConfiguration configuration(boolean tls) {
        var c = new HttpConfiguration();
        c.setSendServerVersion(false);
        c.setSendDateHeader(true);
        c.setRequestHeaderSize(settings.limits().headerBytes());
        c.setHttpCompliance(HttpCompliance.STRICT);
        // The router splits and decodes the path itself, once, and refuses what is ambiguous to it.
        c.setUriCompliance(UriCompliance.RFC3986.with(
                "OWN_ROUTER",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        c.setMinRequestDataRate(BYTES_PER_SECOND);
        if (tls) {
            var customizer = new SecureRequestCustomizer();
            customizer.setSniHostCheck(false);
            c.addCustomizer(customizer);
        }
        return c;
    }

    /** Opens every endpoint, or none. Does nothing when they are open. */
    public void open() {
        if (server.isStarted()) return;
        List<AbstractConnector> opened = new ArrayList<>();
        for (int i = 0; i < connectors.size(); i++) {
            try {
                if (connectors.get(i) instanceof ServerConnector c) c.open();
                else if (endpoints.get(i) instanceof HttpEndpoint.UnixSocket u) Files.deleteIfExists(u.path());
                opened.add(connectors.get(i));
            } catch (IOException e) {
                for (AbstractConnector c : opened) if (c instanceof ServerConnector s) s.close();
                throw new Refused(refused(endpoints.get(i), e), e);
            }
        }
        try {
            server.start();
        } catch (Exception e) {
            throw new Refused(
                    new Failure.Unavailable(
                            KB.SERVICE_NOT_RUNNING, name, settings.clock().now()),
                    e);
        }
        List<String> bound = new ArrayList<>();
        for (int i = 0; i < connectors.size(); i++) bound.add(address(endpoints.get(i), connectors.get(i)));
        addresses = List.copyOf(bound);
        traffic.watch();
        if (plainAddress().isPresent()) pacing.prepare();
    }

    private static Failure refused(HttpEndpoint endpoint, IOException fault) {
        return switch (endpoint) {
            case HttpEndpoint.Plain p -> PortHolder.refused(p.address(), fault);
            case HttpEndpoint.Tls t -> PortHolder.refused(t.address(), fault);
            case HttpEndpoint.UnixSocket u ->
                new Failure.Taken(KB.PORT_TAKEN, u.path().toString(), "holder.file");
        };
    }

    private static String address(HttpEndpoint endpoint, AbstractConnector connector) {
        return switch (endpoint) {
            case HttpEndpoint.Plain p -> text(p.address(), connector);
            case HttpEndpoint.Tls t -> text(t.address(), connector);
            case HttpEndpoint.UnixSocket u -> u.path().toString();
        };
    }

    private static String text(InetSocketAddress wanted, AbstractConnector connector) {
        String host = wanted.getHostString();
        int port = connector instanceof ServerConnector c ? c.getLocalPort() : wanted.getPort();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The bound addresses in the order of the endpoints. */
    public List<String> addresses() {
        return addresses;
    }

    /** Where plain HTTP can be spoken from this machine. */
    public Optional<InetSocketAddress> plainAddress() {
        for (int i = 0; i < endpoints.size(); i++)
            if (endpoints.get(i) instanceof HttpEndpoint.Plain p && connectors.get(i) instanceof ServerConnector c)
                return Optional.of(new InetSocketAddress(
                        p.address().getAddress().isAnyLocalAddress()
                                ? "127.0.0.1"
                                : p.address().getHostString(),
                        c.getLocalPort()));
        return Optional.empty();
    }

    public void allow() {
        traffic.allow();
    }

    public boolean allowed() {
        return traffic.allowed();
    }

    /** Answers the failure from now on; lets what is under way finish within the grace, then cuts it. */
    public void refuse(Failure why, Duration grace) {
        traffic.refuse(why, grace);
    }

    /** Decides again on all that is open, soon and on another thread. */
    public void recheck() {
        traffic.recheck();
    }

    /** The waiting of {@link #refuse}. */
    public Drain drain() {
        return traffic.drain();
    }

    public int sessions() {
        return traffic.sessions();
    }

    /** Gives the ports back. */
    public void close(Duration grace) {
        traffic.unwatch();
        for (AbstractConnector connector : connectors) shutdown(connector, grace);
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
        addresses = List.of();
        for (HttpEndpoint endpoint : endpoints) if (endpoint instanceof HttpEndpoint.UnixSocket u) delete(u.path());
    }

    private static void shutdown(AbstractConnector connector, Duration grace) {
        try {
            connector.shutdown().get(Math.max(100, grace.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            connector.getConnectedEndPoints().forEach(endPoint -> endPoint.close());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(JettyDoor.class).info("{} stays: {}", path, e.toString());
        }
    }
}
