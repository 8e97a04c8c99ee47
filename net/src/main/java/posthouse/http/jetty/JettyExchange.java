// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.http.Caller;
import posthouse.http.DoorSettings;
import posthouse.http.Exchange;
import posthouse.http.Identity;
import posthouse.http.Peer;
import posthouse.http.RouteAccess;
import posthouse.http.Router;
import posthouse.http.Standing;
import posthouse.http.pace.Pacing;

/** An exchange over one request of the library. */
final class JettyExchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(JettyExchange.class);

    private final Request request;
    private final Response response;
    private final DoorSettings settings;
    private final Supplier<Optional<Failure>> closing;
    private final Pacing pacing;
    private final List<Standing> standings = new CopyOnWriteArrayList<>();
    private volatile boolean ended;
    private volatile long endedSince;
    private volatile boolean cut;
    private final Peer peer;
    private RouteAccess access = new RouteAccess.Public("not routed yet");
    private Map<String, String> parameters = Map.of();
    private @Nullable Identity identity;
    private @Nullable String nonce;
    private @Nullable OutputStream stream;
    private volatile boolean upgraded;
    private boolean entered;
    private boolean answered;
    private boolean lingers;

    JettyExchange(
            Request request,
            Response response,
            DoorSettings settings,
            Supplier<Optional<Failure>> closing,
            Pacing pacing) {
        this.closing = closing;
        this.pacing = pacing;
        this.request = request;
        this.response = response;
        this.settings = settings;
        this.peer = request.getConnectionMetaData().getConnector() instanceof UnixDomainServerConnector
                ? new Peer.LocalSocket()
                : new Peer.Network(Request.getRemoteAddr(request), request.isSecure());
        defaults();
    }

    private void defaults() {
        set("X-Content-Type-Options", "nosniff");
        set("Referrer-Policy", "no-referrer");
        set("Cross-Origin-Opener-Policy", "same-origin");
        set("Cross-Origin-Resource-Policy", "same-origin");
        set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
        set("Cache-Control", "no-store");
        if (settings.strictTransport() && request.isSecure())
            set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }

    void route(RouteAccess access, Map<String, String> parameters) {
        this.access = access;
        this.parameters = parameters;
    }

    void entered() {
        entered = true;
    }

    boolean hasEntered() {
        return entered;
    }

    boolean committed() {
        return response.isCommitted() || answered;
    }

    void reset() {
        List<String> allow = response.getHeaders().getValuesList(HttpHeader.ALLOW);
        response.reset();
        defaults();
        allow.forEach(value -> set("Allow", value));
    }

    @Override
    public void holdsWhile(Standing standing) {
        standings.add(standing);
    }

    @Override
    public Optional<Failure> ending() {
        Optional<Failure> door = closing.get();
        return door.isPresent() ? door : over();
    }

    private Optional<Failure> over() {
        for (Standing standing : standings) {
            Optional<Failure> why = standing.ended();
            if (why.isPresent()) return why;
        }
        return Optional.empty();
    }

    /** Whether what it stands on ended longer ago than an answer may take to end by itself. Called by the watcher only. */
    boolean overdue(long now, Duration patience) {
        if (!ended) {
            if (over().isEmpty()) return false;
            ended = true;
            endedSince = now;
        }
        return now - endedSince >= patience.toNanos();
    }

    /** Its connection is a WebSocket's from here on, which ends it in its own words. */
    void upgraded() {
        upgraded = true;
    }

    /** Breaks the connection off, with what the kernel still holds for its client. */
    void cut() {
        if (upgraded) return;
        cut = true;
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        try {
            if (end.getTransport() instanceof SocketChannel channel
                    && channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER))
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            LOG.debug("it had left by itself", e);
        }
        end.close();
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    boolean safe() {
        return method().equals("GET") || method().equals("HEAD") || method().equals("OPTIONS");
    }

    boolean bearer() {
        return header("Authorization")
                .filter(a -> a.regionMatches(true, 0, "Bearer ", 0, 7))
                .isPresent();
    }

    /** Whether to ask for a password: not on routes of the cookie, and not in a browser's script, which would meet a dialog. */
    boolean takesPassword() {
        boolean wanted = access instanceof RouteAccess.SessionOrBasic
                || access instanceof RouteAccess.Public
                        && header("Authorization").isPresent();
        return wanted
                && header("Sec-Fetch-Mode")
                        .filter(mode -> !mode.equals("navigate"))
                        .isEmpty();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    String rawPath() {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getHttpURI().getDecodedPath();
        return path == null ? "" : path;
    }

    @Override
    public String target() {
        return request.getHttpURI().getPathQuery();
    }

    @Override
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) throw new IllegalArgumentException("the route has no " + name);
        return value;
    }

    @Override
    public Optional<String> query(String name) {
        String raw = request.getHttpURI().getQuery();
        return raw == null
                ? Optional.empty()
                : Optional.ofNullable(Router.pairs(raw).get(name));
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    @Override
    public Optional<String> cookie(String name) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    @Override
    public String base() {
        String authority = request.getHttpURI().getAuthority();
        return (secure() ? "https://" : "http://") + (authority == null ? "localhost" : authority);
    }

    private Identity identity() {
        if (identity == null) {
            var given = Shown.by(this, cookieName(), access);
            identity = given instanceof Shown.Malformed m
                    ? new Identity.Failed(m.failure())
                    : settings.authenticator().identify(((Shown.Good) given).credentials(), peer);
            if (identity instanceof Identity.Known known)
                standings.add(known.caller().standing());
        }
        return identity;
    }

    /** Who reads the answer, as far as that is known already: nobody is looked up for a refusal. */
    Audience audience() {
        return identity instanceof Identity.Known known
                ? Audience.of(known.caller().principal())
                : Audience.VISITOR;
    }

    /** Whether it shows no credentials at all, or a cookie that means nothing here. */
    boolean unknown() {
        return identity() instanceof Identity.None;
    }

    @Override
    public Optional<Caller> caller() {
        return identity() instanceof Identity.Known known ? Optional.of(known.caller()) : Optional.empty();
    }

    @Override
    public Optional<Failure> refusedCredentials() {
        return identity() instanceof Identity.Failed failed ? Optional.of(failed.failure()) : Optional.empty();
    }

    @Override
    public Caller signedIn() {
        return switch (identity()) {
            case Identity.Known known -> known.caller();
            case Identity.None ignored -> throw new Refused(new Failure.NotSignedIn(KB.NOT_SIGNED_IN));
            case Identity.Failed failed -> throw new Refused(failed.failure());
        };
    }

    @Override
    public boolean wantsPage() {
        return header("Accept").filter(accept -> accept.contains("text/html")).isPresent();
    }

    @Override
    public long length() {
        return request.getLength();
    }

    @Override
    public InputStream body(long limit) {
        if (length() > limit) throw BoundedInput.tooLarge(length(), limit);
        return new BoundedInput(Request.asInputStream(request), limit);
    }

    @Override
    public byte[] bytes(int limit) throws IOException {
        try (InputStream in = body(limit)) {
            return in.readAllBytes();
        }
    }

    @Override
    public Map<String, String> form(int limit) throws IOException {
        String type = header("Content-Type").orElse("");
        if (!type.toLowerCase(java.util.Locale.ROOT).startsWith("application/x-www-form-urlencoded"))
            throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "The form", "it is not sent as a form"));
        return Router.pairs(new String(bytes(limit), StandardCharsets.UTF_8));
    }

    @Override
    public String nonce() {
        if (nonce == null) {
            var random = new byte[16];
            settings.random().nextBytes(random);
            nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        }
        return nonce;
    }

    @Override
    public Exchange set(String name, String value) {
        response.getHeaders().put(name, checked(value));
        return this;
    }

    @Override
    public Exchange add(String name, String value) {
        response.getHeaders().add(name, checked(value));
        return this;
    }

    private static String checked(String value) {
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0))
            throw new Refused(new Failure.BadInput(KB.BAD_HEADER, "A header", "it has a line break"));
        return value;
    }

    private String cookieName() {
        return secure() ? "__Host-" + settings.cookie() : settings.cookie();
    }

    @Override
    public void setSessionCookie(String value, Duration maxAge) {
        String age = maxAge.isZero() || maxAge.isPositive() ? "; Max-Age=" + maxAge.toSeconds() : "";
        add(
                "Set-Cookie",
                cookieName() + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + age
                        + (secure() ? "; Secure" : ""));
    }

    @Override
    public void clearSessionCookie() {
        setSessionCookie("", Duration.ZERO);
    }

    @Override
    public void answer(int status) throws IOException {
        begin(status);
        if (status != 204 && status != 304) response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        write(new byte[0]);
    }

    @Override
    public void answer(int status, String type, byte[] body) throws IOException {
        begin(status);
        set("Content-Type", type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        write(body);
    }

    private void write(byte[] body) throws IOException {
        if (lingers) {
            // Whole already, though the library is not told yet: it would stop reading.
            Content.Sink.write(response, false, ByteBuffer.wrap(body));
            new UnwantedBody(request, settings.clock()).discard(Long.MAX_VALUE);
        }
        Content.Sink.write(response, true, lingers ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body));
    }

    @Override
    public void answerGzip(int status, String type, byte[] body) throws IOException {
        add("Vary", "Accept-Encoding");
        boolean takes =
                header("Accept-Encoding").filter(e -> e.contains("gzip")).isPresent();
        if (!takes || body.length < 1400) {
            answer(status, type, body);
            return;
        }
        var packed = new ByteArrayOutputStream(body.length / 3);
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        set("Content-Encoding", "gzip");
        answer(status, type, packed.toByteArray());
    }

    @Override
    public OutputStream answerStream(int status, String type, long length) {
        begin(status);
        set("Content-Type", type);
        if (length >= 0) response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        OutputStream out = paced(Content.Sink.asOutputStream(response), length);
        stream = out;
        return new HandlersStream(out);
    }

    private OutputStream paced(OutputStream out, long length) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        return end.getLocalSocketAddress() instanceof InetSocketAddress local
                        && end.getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? pacing.paced(out, length, local, remote, this::goesOn)
                : out;
    }

    /** For a writer that waits for a slow reader; a door that closes lets it go on until its grace is over. */
    private void goesOn() throws IOException {
        if (cut) throw new IOException("the connection was cut");
        over().ifPresent(why -> {
            throw new Refused(why);
        });
    }

    @Override
    public void redirect(int status, String location) throws IOException {
        if (!location.startsWith("/") || location.startsWith("//") || location.indexOf('\\') >= 0)
            throw new IllegalArgumentException("redirects stay on this server");
        set("Location", location);
        answer(status);
    }

    private void begin(int status) {
        if (answered) throw new IllegalStateException("answered twice");
        answered = true;
        readRest();
        response.setStatus(status);
    }

    /**
     * Reads a short rest of the request's body that nobody wanted, so that the connection can be kept; else says that the
     * connection ends (a client that took it for open would meet an end without a cause), and lets a client that still
     * sends come to its reading: a connection cut under it loses the answer.
     */
    private void readRest() {
        boolean asked = request.getHeaders().contains(HttpHeader.EXPECT);
        var rest = new UnwantedBody(request, settings.clock());
        if (!asked && length() > 0 && length() <= UnwantedBody.SHORT) rest.discard(UnwantedBody.SHORT);
        if (!rest.atEnd() && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            lingers = !asked;
        }
    }

    /** Ends an answer whose handler returned. */
    void finish() throws IOException {
        if (stream != null) stream.close();
        else if (!answered) throw new IllegalStateException("the route did not answer");
    }
}
