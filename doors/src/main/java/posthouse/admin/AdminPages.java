// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import posthouse.admin.view.ConsoleSignInView;
import posthouse.admin.view.ConsoleView;
import posthouse.admin.view.JteconsoleGenerated;
import posthouse.admin.view.JteconsolesigninGenerated;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Principal;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.base.ServiceControl;
import posthouse.base.ServiceState;
import posthouse.directory.Directory;
import posthouse.directory.SignIn;
import posthouse.http.Caller;
import posthouse.http.Exchange;
import posthouse.http.Peer;
import posthouse.http.Route;
import posthouse.http.RouteAccess;

/** The console as plain pages: services with their states, plans and switches. No script; cookies of its own. */
public final class AdminPages {
    private static final int FORM = 8 * 1024;
    private static final RouteAccess ANYONE = new RouteAccess.Public("whoever signs in is not signed in yet");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    private final Directory directory;
    private final ServiceTable services;
    private final ConsoleSessions sessions;
    private final Problems problems;
    private final String css = resource("/posthouse/pages/pages.css")
            + resource("/posthouse/pages/more.css")
            + resource("/posthouse/admin/console.css");

    public AdminPages(Directory directory, ServiceTable services, ConsoleSessions sessions, Problems problems) {
        this.directory = directory;
        this.services = services;
        this.sessions = sessions;
        this.problems = problems;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/", new RouteAccess.Management(), x -> page(x, 200, "", "")),
                new Route("POST", "/services/{name}/{verb}", new RouteAccess.Management(), this::carryOut),
                new Route("GET", "/sign-in", ANYONE, x -> form(x, 200, "", "", "")),
                new Route("POST", "/sign-in", ANYONE, this::signIn),
                new Route("POST", "/sign-out", new RouteAccess.Public("ends only its own session"), this::signOut));
    }

    private void signIn(Exchange x) throws IOException {
        Map<String, String> fields = x.form(FORM);
        String username = fields.getOrDefault("username", "").strip();
        String password = fields.getOrDefault("password", "");
        switch (directory.credentials().check(username, password, "management", address(x.peer()))) {
            case SignIn.Matched m -> {
                if (!m.person().administrator()) {
                    form(x, 403, username, text("console.signin.notadmin"), KB.NOT_PERMITTED.toString());
                    return;
                }
                x.setSessionCookie(sessions.begin(m.person().id()), Duration.ofSeconds(-1));
                x.redirect(303, "/");
            }
            case SignIn.NoMatch ignored ->
                form(x, 401, username, text("console.signin.nomatch"), KB.BAD_CREDENTIALS.toString());
            case SignIn.OtherDoor other -> refused(x, 403, username, other.failure());
            case SignIn.TooManyTries t ->
                refused(x, 429, username, new Failure.RateLimited(KB.TOO_MANY_TRIES, "sign-in", t.retryAfter()));
            case SignIn.Off off -> refused(x, 403, username, off.failure());
            case SignIn.NotChecked n -> refused(x, 503, username, n.why());
        }
    }

    private void refused(Exchange x, int status, String username, Failure why) throws IOException {
        String unchecked = status == 503 ? " " + text("page.signin.unchecked") : "";
        form(x, status, username, problems.title(why) + unchecked, why.problem().toString());
    }

    private void signOut(Exchange x) throws IOException {
        x.cookie("posthouse-console").ifPresent(sessions::end);
        x.cookie("__Host-posthouse-console").ifPresent(sessions::end);
        x.clearSessionCookie();
        x.redirect(303, "/sign-in");
    }

    private void carryOut(Exchange x) throws IOException {
        Caller caller = x.signedIn();
        directory
                .access()
                .require(caller.principal(), posthouse.base.Action.ADMINISTER, new posthouse.base.Target.Server());
        String name = x.parameter("name");
        Map<String, String> fields = x.form(FORM);
        Duration grace = AdminCodec.duration(fields.getOrDefault("grace", "10s"));
        String note = fields.getOrDefault("note", "").strip();
        try {
            ServiceState state = switch (x.parameter("verb")) {
                case "start" -> services.start(caller.principal(), name);
                case "stop" -> services.stop(caller.principal(), name, grace, note);
                case "restart" -> services.restart(caller.principal(), name, grace);
                default -> throw new Refused(new Failure.NotFound(KB.NOT_FOUND, "page"));
            };
            String done = problems.catalogue()
                    .text("console.done", Map.of("name", problems.name(name), "state", word(state)));
            page(x, 200, done, "");
        } catch (Refused e) {
            if (e.failure().problem().equals(KB.NOT_FOUND)) throw e;
            page(
                    x,
                    409,
                    problems.title(e.failure(), Audience.ADMINISTRATOR),
                    e.failure().problem().toString());
        }
    }

    private void page(Exchange x, int status, String done, String kb) throws IOException {
        Caller caller = x.signedIn();
        var rows = new ArrayList<ConsoleView.Row>();
        for (ServiceControl.Status s : services.list(caller.principal())) rows.add(row(caller.principal(), s));
        var view = new ConsoleView(css, x.nonce(), caller.name(), done, kb, rows);
        answer(x, status, out -> JteconsoleGenerated.render(out, null, view, this::text));
    }

    private ConsoleView.Row row(Principal by, ServiceControl.Status s) {
        boolean running = s.state() instanceof ServiceState.Running;
        String label = problems.name(s.service());
        Optional<Failure> cause = switch (s.state()) {
            case ServiceState.Failed f -> Optional.of(f.failure());
            case ServiceState.Stopped o ->
                o.why().by().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Failure.Off(KB.serviceOff(s.service()), Level.SERVER, s.service(), o.why()));
            default -> Optional.empty();
        };
        String by2 =
                s.state() instanceof ServiceState.Stopped o && !o.why().by().isEmpty()
                        ? " "
                                + problems.catalogue()
                                        .text("console.by", Map.of("by", o.why().by()))
                        : "";
        return new ConsoleView.Row(
                s.service(),
                label,
                running ? "works" : s.state() instanceof ServiceState.Failed ? "broken" : s.wanted() ? "part" : "off",
                word(s.state()),
                problems.catalogue()
                                .text(
                                        "page.status.since",
                                        Map.of("time", TIME.format(s.state().since())))
                        + by2,
                cause.map(this::told).orElse(""),
                cause.map(f -> f.problem().toString()).orElse(""),
                problems.catalogue().text("console.open", Map.of("count", s.sessions())),
                String.join(" ", s.addresses()),
                running,
                problems.catalogue().text("console.stop.plan", Map.of("name", label)),
                running ? plan(by, s.service()) : List.of());
    }

    /** The cause; for a fault also what to do: a switch has its button beside it. */
    private String told(Failure failure) {
        String title = problems.title(failure, Audience.ADMINISTRATOR);
        return failure instanceof Failure.Off ? title : title + " " + problems.remedy(failure, Audience.ADMINISTRATOR);
    }

    private List<String> plan(Principal by, String name) {
        List<ServiceControl.Touched> touched = services.plan(by, name);
        List<String> others = touched.stream()
                .map(ServiceControl.Touched::service)
                .filter(s -> !s.equals(name))
                .map(problems::name)
                .toList();
        int count = touched.stream().mapToInt(ServiceControl.Touched::sessions).sum();
        return List.of(
                others.isEmpty()
                        ? text("console.plan.alone")
                        : problems.catalogue().text("console.plan.with", Map.of("names", String.join(", ", others))),
                sessions(count),
                text("console.plan.unaffected"));
    }

    private String sessions(int count) {
        return problems.catalogue().text("console.plan.sessions", Map.of("count", count));
    }

    private String word(ServiceState state) {
        return text("page.status.word."
                + switch (state) {
                    case ServiceState.Stopped s -> s.why().by().isEmpty() ? "stopped" : "off";
                    case ServiceState.Starting ignored -> "starting";
                    case ServiceState.Running ignored -> "works";
                    case ServiceState.Paused ignored -> "paused";
                    case ServiceState.Draining ignored -> "stopping";
                    case ServiceState.Failed ignored -> "broken";
                });
    }

    private void form(Exchange x, int status, String username, String note, String kb) throws IOException {
        var view = new ConsoleSignInView(css, x.nonce(), username, note, kb);
        answer(x, status, out -> JteconsolesigninGenerated.render(out, null, view, this::text));
    }

    private static void answer(Exchange x, int status, Consumer<OwaspHtmlTemplateOutput> page) throws IOException {
        x.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'nonce-" + x.nonce()
                        + "'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        x.set("Cache-Control", "no-store");
        // With no-referrer a browser posts a form with "Origin: null", and its own server would refuse it.
        x.set("Referrer-Policy", "same-origin");
        var bytes = new Utf8ByteOutput();
        page.accept(new OwaspHtmlTemplateOutput(bytes));
        var out = new ByteArrayOutputStream(bytes.getContentLength());
        bytes.writeTo(out::write);
        x.answer(status, "text/html; charset=utf-8", out.toByteArray());
    }

    private String text(String key) {
        return problems.catalogue().text(key);
    }

    private static InetAddress address(Peer peer) {
        return switch (peer) {
            case Peer.Network n -> InetAddress.ofLiteral(n.text());
            case Peer.LocalSocket ignored -> InetAddress.getLoopbackAddress();
        };
    }

    private static String resource(String name) {
        try (InputStream in = AdminPages.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is not packed");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
