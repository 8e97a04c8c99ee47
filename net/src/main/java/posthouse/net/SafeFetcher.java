// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;

/**
 * Fetches what a stranger's mail names, without being led into the own network: resolves the name, checks every address
 * that it has, connects to the very address that was checked, and does all that again for each redirect. Names are never
 * judged. Sends neither cookies nor referrer.
 */
public final class SafeFetcher {
    /** Resolves a host name; the system's resolver in life, a table in tests. */
    @FunctionalInterface
    public interface Lookup {
        List<InetAddress> all(String host) throws UnknownHostException;
    }

    private final Clock clock;
    private final Lookup lookup;
    private final Predicate<InetAddress> allowed;
    private final SSLSocketFactory tls;

    private SafeFetcher(Clock clock, Lookup lookup, Predicate<InetAddress> allowed, SSLSocketFactory tls) {
        this.clock = clock;
        this.lookup = lookup;
        this.allowed = allowed;
        this.tls = tls;
    }

    /** A fetcher for the public Internet only. */
    public static SafeFetcher ofInternet(Clock clock) {
        return new SafeFetcher(
                clock, host -> List.of(InetAddress.getAllByName(host)), PublicAddresses::isPublic, (SSLSocketFactory)
                        SSLSocketFactory.getDefault());
    }

    /** As above, with a resolver of its own and further addresses allowed beside the public ones. For tests. */
    public static SafeFetcher allowing(Clock clock, Lookup lookup, Predicate<InetAddress> further) {
        return new SafeFetcher(
                clock, lookup, address -> PublicAddresses.isPublic(address) || further.test(address), (SSLSocketFactory)
                        SSLSocketFactory.getDefault());
    }

    /** Fetches by GET. */
    public Fetched fetch(String url, FetchLimits limits) {
        Deadline deadline = Deadline.in(limits.time(), clock);
        String next = url;
        try {
            URI from = new URI(url.strip());
            for (int i = 0; i <= limits.redirects(); i++) {
                HttpExchange.Response response = one(from, limits, deadline);
                if (response.location().isEmpty()) return content(from, response, limits);
                next = response.location().get();
                from = from.resolve(new URI(next.strip()));
            }
            return refused("fetch.redirects");
        } catch (URISyntaxException | IllegalArgumentException e) {
            return refused("fetch.form");
        } catch (NotAllowed e) {
            return refused(e.why);
        } catch (UnknownHostException e) {
            return refused("fetch.host");
        } catch (java.net.SocketTimeoutException e) {
            return refused("fetch.time");
        } catch (IOException e) {
            return refused("fetch.broken");
        }
    }

    private HttpExchange.Response one(URI uri, FetchLimits limits, Deadline deadline) throws IOException, NotAllowed {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (!scheme.equals("http") && !scheme.equals("https")) throw new NotAllowed("fetch.scheme");
        if (host == null || uri.getRawUserInfo() != null) throw new NotAllowed("fetch.plain");
        boolean secure = scheme.equals("https");
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        if (port != 80 && port != 443 && port < 1024) throw new NotAllowed("fetch.port");
        InetAddress address = checked(host);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), millis(deadline));
            if (!secure) return new HttpExchange(socket, clock, deadline).get(uri, host, limits);
            try (SSLSocket over = (SSLSocket) tls.createSocket(socket, host, port, true)) {
                over.setSoTimeout(millis(deadline));
                SSLParameters parameters = over.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                over.setSSLParameters(parameters);
                over.startHandshake();
                return new HttpExchange(over, clock, deadline).get(uri, host, limits);
            }
        }
    }

    /** One address that leads to the host, after every address that it has was found to be allowed. */
    private InetAddress checked(String host) throws UnknownHostException, NotAllowed {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        List<InetAddress> all = lookup.all(name);
        if (all.isEmpty()) throw new UnknownHostException(name);
        for (InetAddress address : all) if (!allowed.test(address)) throw new NotAllowed("fetch.private");
        return all.getFirst();
    }

    private int millis(Deadline deadline) throws java.net.SocketTimeoutException {
        Duration left = deadline.left(clock);
        if (left.isZero()) throw new java.net.SocketTimeoutException();
        return (int) Math.max(1, left.toMillis());
    }

    private static Fetched content(URI from, HttpExchange.Response response, FetchLimits limits) {
        if (response.status() != 200) return refused("fetch.refused");
        if (!limits.types().contains(response.type())) return refused("fetch.image");
        return new Fetched.Content(from, response.type(), response.body());
    }

    private static Fetched refused(String why) {
        return new Fetched.NotFetched(new Failure.BadInput(KB.REMOTE_IMAGE_REFUSED, "url", why));
    }

    static final class NotAllowed extends Exception {
        private final String why;

        NotAllowed(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }
}
