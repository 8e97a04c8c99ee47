// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.sign;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.directory.Directory;
import posthouse.directory.SignIn;
import posthouse.http.Caller;
import posthouse.http.Exchange;
import posthouse.http.Peer;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.pages.status.StatusPages;
import posthouse.pages.view.JtesigninGenerated;
import posthouse.pages.view.JtesignoutGenerated;
import posthouse.pages.view.SignInView;
import posthouse.pages.view.SignInView.Note;
import posthouse.pages.view.Site;

/** Signing in by a plain form, and out. Says of a password only what was found out about it. */
public final class SignInPages {
    private static final int FORM = 16 * 1024;
    private static final Duration STAY = Duration.ofDays(14);
    /** A cookie without an age ends with the browser. */
    private static final Duration UNTIL_CLOSED = Duration.ofSeconds(-1);

    private final Directory directory;
    private final Problems problems;
    private final Site site;
    private final Supplier<String> house;
    private final Supplier<StatusPages.Whole> whole;
    private final BooleanSupplier published;
    private final List<String> ahead;

    /**
     * @param published whether there is something to read without an account
     * @param ahead addresses of the mailbox's scripts
     */
    public SignInPages(
            Directory directory,
            Problems problems,
            Site site,
            Supplier<String> house,
            Supplier<StatusPages.Whole> whole,
            BooleanSupplier published,
            List<String> ahead) {
        this.directory = directory;
        this.problems = problems;
        this.site = site;
        this.house = house;
        this.whole = whole;
        this.published = published;
        this.ahead = ahead;
    }

    public List<Route> routes() {
        return List.of(
                new Route(
                        "GET", "/sign-in", new RouteAccess.Public("whoever signs in is not signed in yet"), this::show),
                new Route(
                        "POST",
                        "/sign-in",
                        new RouteAccess.Public("whoever signs in is not signed in yet"),
                        this::signIn),
                new Route("GET", "/sign-out", new RouteAccess.Public("asks before it ends a session"), this::ask),
                new Route(
                        "POST",
                        "/sign-out",
                        new RouteAccess.Public("ends only the session that it is called with"),
                        this::signOut));
    }

    private void show(Exchange x) throws IOException {
        String next = next(x.query("next"));
        if (x.caller().isPresent()) {
            x.redirect(302, next);
            return;
        }
        Note note = x.query("out").isPresent()
                ? new Note("okay", "works", text("page.signin.out"), "", "")
                : ended(x).orElse(Note.NONE);
        page(x, 200, "", next, true, note);
    }

    /** Why an earlier session of this browser is over, when that is known. */
    private Optional<Note> ended(Exchange x) {
        try {
            x.signedIn();
            return Optional.empty();
        } catch (Refused r) {
            Failure f = r.failure();
            if (f instanceof Failure.NotSignedIn) return Optional.empty();
            return Optional.of(note(f));
        }
    }

    private void signIn(Exchange x) throws IOException {
        Map<String, String> form = x.form(FORM);
        String username = form.getOrDefault("username", "").strip();
        String password = form.getOrDefault("password", "");
        String next = next(Optional.ofNullable(form.get("next")));
        boolean stay = form.containsKey("stay");
        InetAddress from = address(x.peer());
        switch (directory.credentials().check(username, password, "web", from)) {
            case SignIn.Matched m -> {
                var session = directory
                        .sessions()
                        .begin(m, device(x.header("User-Agent").orElse("")), from);
                x.setSessionCookie(session.secret(), stay ? STAY : UNTIL_CLOSED);
                x.redirect(303, next);
            }
            case SignIn.NoMatch ignored ->
                page(
                        x,
                        401,
                        username,
                        next,
                        stay,
                        new Note(
                                "bad",
                                "denied",
                                text("page.signin.nomatch"),
                                text("page.signin.nomatch.next"),
                                KB.BAD_CREDENTIALS.toString()));
            case SignIn.TooManyTries t -> {
                x.set("Retry-After", "" + Math.max(1, t.retryAfter().toSeconds()));
                page(
                        x,
                        429,
                        username,
                        next,
                        stay,
                        note(new Failure.RateLimited(KB.TOO_MANY_TRIES, "sign-in", t.retryAfter())));
            }
            case SignIn.OtherDoor other -> page(x, 403, username, next, stay, note(other.failure()));
            case SignIn.Off off -> page(x, 403, username, next, stay, note(off.failure()));
            case SignIn.NotChecked n -> {
                Failure f = n.why();
                page(
                        x,
                        503,
                        username,
                        next,
                        stay,
                        new Note(
                                "warn",
                                "unreadable",
                                problems.title(f) + " " + text("page.signin.unchecked"),
                                problems.works(f),
                                f.problem().toString()));
            }
        }
    }

    private void ask(Exchange x) throws IOException {
        Optional<Caller> caller = x.caller();
        if (caller.isEmpty()) {
            x.redirect(302, "/sign-in");
            return;
        }
        site.answer(
                x,
                200,
                out -> JtesignoutGenerated.render(
                        out,
                        null,
                        site.frame(text("page.signout.title"), x, 0, true),
                        caller.get().name(),
                        site.words()));
    }

    private void signOut(Exchange x) throws IOException {
        x.caller().ifPresent(c -> directory.sessions().end(c.principal(), c.session(), "signed out"));
        x.clearSessionCookie();
        x.redirect(303, "/sign-in?out=1");
    }

    private Note note(Failure f) {
        String glyph = switch (problems.get(f.problem()).cause()) {
            case OFF -> "off";
            case DENIED -> "denied";
            case BROKEN, INTERNAL -> "broken";
            case UNREADABLE, LIMIT, INPUT -> "unreadable";
        };
        String tone = glyph.equals("off") ? "off" : glyph.equals("broken") ? "bad" : "warn";
        return new Note(
                tone, glyph, problems.title(f), problems.works(f), f.problem().toString());
    }

    private void page(Exchange x, int status, String username, String next, boolean stay, Note note)
            throws IOException {
        StatusPages.Whole state = whole.get();
        SignInView v = new SignInView(
                house.get(),
                cut(username),
                next,
                stay,
                note,
                state.glyph(),
                state.sentence(),
                published.getAsBoolean(),
                ahead);
        site.answerLoading(
                x,
                status,
                out -> JtesigninGenerated.render(
                        out, null, site.frame(text("page.signin.title"), x, 0, true), v, site.words()));
    }

    private String text(String key) {
        return site.catalogue().text(key);
    }

    private static String cut(String s) {
        return s.length() > 320 ? s.substring(0, 320) : s;
    }

    /** Where to go after signing in: a path of this server, nothing else. */
    static String next(Optional<String> given) {
        String path = given.orElse("");
        boolean local = path.startsWith("/")
                && !path.startsWith("//")
                && path.length() < 2_000
                && path.chars().allMatch(c -> c > ' ' && c != '\\' && c != 127)
                && !path.startsWith("/sign-");
        return local ? path : "/mail/";
    }

    private static InetAddress address(Peer peer) {
        return switch (peer) {
            case Peer.Network n -> InetAddress.ofLiteral(n.text());
            case Peer.LocalSocket ignored -> InetAddress.getLoopbackAddress();
        };
    }

    /** "Firefox on Linux" out of what a browser calls itself. */
    static String device(String agent) {
        String a = agent.toLowerCase(Locale.ROOT);
        String browser = a.contains("edg/")
                ? "Edge"
                : a.contains("opr/")
                        ? "Opera"
                        : a.contains("firefox/")
                                ? "Firefox"
                                : a.contains("chrom") ? "Chrome" : a.contains("safari/") ? "Safari" : "";
        String system = a.contains("android")
                ? "Android"
                : a.contains("iphone")
                        ? "iPhone"
                        : a.contains("ipad")
                                ? "iPad"
                                : a.contains("windows")
                                        ? "Windows"
                                        : a.contains("mac os") ? "macOS" : a.contains("linux") ? "Linux" : "";
        if (browser.isEmpty()) {
            String first = agent.strip().split("[\\s/]", 2)[0];
            return first.isEmpty() ? "Browser" : cut(first);
        }
        return system.isEmpty() ? browser : browser + " on " + system;
    }
}
