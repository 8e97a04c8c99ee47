// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.http.DoorSettings;
import posthouse.http.Route;
import posthouse.http.RouteAccess;
import posthouse.http.Router;
import posthouse.http.pace.Pacing;

/** Takes each request through route, switch, access and origin to what answers it, and catches once. */
final class Dispatcher extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Router router;
    private final DoorSettings settings;
    private final Traffic traffic;
    private final ProblemAnswer problems;
    private final Sockets sockets;
    private final Pacing pacing;

    Dispatcher(
            Router router,
            DoorSettings settings,
            Traffic traffic,
            ProblemAnswer problems,
            Sockets sockets,
            Pacing pacing) {
        this.router = router;
        this.settings = settings;
        this.traffic = traffic;
        this.problems = problems;
        this.sockets = sockets;
        this.pacing = pacing;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var exchange = new JettyExchange(request, response, settings, traffic::refusal, pacing);
        try {
            if (serve(exchange, callback)) return true;
            exchange.finish();
            callback.succeeded();
        } catch (Refused refused) {
            refuse(exchange, refused.failure(), callback);
        } catch (IOException gone) {
            LOG.debug("the client of {} {} is gone", exchange.method(), exchange.path(), gone);
            callback.failed(gone);
        } catch (RuntimeException | StackOverflowError fault) {
            refuse(exchange, problems.internal(fault, exchange.method() + " " + exchange.path()), callback);
        } finally {
            traffic.leave(exchange);
        }
        return true;
    }

    private void refuse(JettyExchange exchange, Failure failure, Callback callback) {
        try {
            if (exchange.committed()) {
                // Half an answer is out: the only truth left is to break it off.
                LOG.info("kb={} broke off {} {}", failure.problem(), exchange.method(), exchange.path());
                if (exchange.ending().isPresent()) exchange.cut();
                callback.failed(new IOException(failure.problem().toString()));
                return;
            }
            exchange.reset();
            problems.answer(exchange, failure);
            callback.succeeded();
        } catch (IOException | RuntimeException e) {
            LOG.debug("the problem was not delivered", e);
            callback.failed(e);
        }
    }

    /** Answers; true when the library took the request over (a WebSocket). */
    private boolean serve(JettyExchange exchange, Callback callback) throws IOException {
        switch (router.match(exchange.method(), exchange.rawPath())) {
            case Router.Match.Found found -> {
                Route route = found.route();
                exchange.route(route.access(), found.parameters());
                traffic.enter(exchange, route.always());
                if (!route.always()) refuseWhileOff();
                return answer(exchange, route, callback);
            }
            case Router.Match.WrongMethod wrong -> {
                exchange.route(new RouteAccess.Public("says which methods there are"), Map.of());
                refuseWhileOff();
                exchange.set("Allow", wrong.allowed());
                if (exchange.method().equals("OPTIONS")) exchange.answer(204);
                else problems.answer(exchange, notHere(exchange.method()), 405);
            }
            case Router.Match.Nothing ignored -> {
                exchange.route(new RouteAccess.Public("says that there is nothing"), Map.of());
                if (leadsOn(exchange)) return false;
                refuseWhileOff();
                throw new Refused(new Failure.NotFound(KB.NOT_FOUND, "page"));
            }
        }
        return false;
    }

    private static Failure notHere(String method) {
        String shown = method.length() > 20 ? method.substring(0, 20) + "…" : method;
        return new Failure.Unsupported(KB.UNSUPPORTED, shown + " at this address");
    }

    /** A page that somebody typed with a slash too many, or without it, is led to. */
    private boolean leadsOn(JettyExchange exchange) throws IOException {
        String path = exchange.rawPath();
        if (!exchange.safe() || path.length() < 2) return false;
        String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        boolean page = router.match("GET", other) instanceof Router.Match.Found found
                && found.route().target() instanceof Route.Target.Request
                && (found.route().always() || traffic.allowed());
        if (page) exchange.redirect(301, other + exchange.target().substring(path.length()));
        return page;
    }

    private void refuseWhileOff() {
        traffic.refusal().ifPresent(failure -> {
            throw new Refused(failure);
        });
    }

    private boolean answer(JettyExchange exchange, Route route, Callback callback) throws IOException {
        boolean socket = route.target() instanceof Route.Target.Socket;
        if (socket || !exchange.safe()) refuseOtherSites(exchange);
        switch (route.access()) {
            case RouteAccess.Public ignored -> {}
            case RouteAccess.Session session -> {
                if (session.page() && exchange.caller().isEmpty() && exchange.safe() && exchange.wantsPage()) {
                    exchange.redirect(302, "/sign-in?next=" + JettyExchange.encode(exchange.target()));
                    return false;
                }
                exchange.signedIn();
            }
            case RouteAccess.SessionOrBasic ignored -> exchange.signedIn();
            case RouteAccess.Management ignored -> {
                if (exchange.unknown() && exchange.safe() && exchange.wantsPage()) {
                    exchange.redirect(302, "/sign-in");
                    return false;
                }
                requireAdministrator(exchange);
            }
        }
        return switch (route.target()) {
            case Route.Target.Request request -> {
                request.handler().handle(exchange);
                yield false;
            }
            case Route.Target.Socket s -> sockets.upgrade(s, exchange, callback);
        };
    }

    private static void requireAdministrator(JettyExchange exchange) {
        boolean administrator = switch (exchange.signedIn().principal()) {
            case Principal.Administrator ignored -> true;
            case Principal.System ignored -> true;
            case Principal.Person ignored -> false;
            case Principal.Delegate ignored -> false;
            case Principal.Anonymous ignored -> false;
        };
        if (!administrator) throw new Refused(new Failure.Denied(KB.NOT_PERMITTED, posthouse.base.Level.SERVER));
    }

    /** A page of another site must not act with this browser's cookie. */
    private static void refuseOtherSites(JettyExchange exchange) {
        if (exchange.bearer()) return;
        Optional<String> site = exchange.header("Sec-Fetch-Site");
        boolean ownSite =
                site.filter(s -> s.equals("same-origin") || s.equals("none")).isPresent();
        // A page that sends no referrer has the origin "null" on its own forms: then the browser's word on the site
        // decides.
        boolean foreign = site.isPresent() && !ownSite
                || exchange.header("Origin")
                        .filter(origin -> origin.equals("null") ? !ownSite : !origin.equalsIgnoreCase(exchange.base()))
                        .isPresent();
        if (foreign) throw new Refused(new Failure.Denied(KB.CROSS_SITE, posthouse.base.Level.SERVER));
    }
}
