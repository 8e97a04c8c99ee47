// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import posthouse.base.Language;
import posthouse.http.Handler;
import posthouse.http.Route;

/** One set of pages a language; a route leads into the set of whoever asks. A language costs nothing until somebody reads it. */
final class Spoken {
    private Spoken() {}

    /** @param pages the routes of a language: the same ones in the same order for each */
    static List<Route> routes(Function<Language, List<Route>> pages) {
        Map<Language, List<Route>> sets = new ConcurrentHashMap<>();
        List<Route> english = sets.computeIfAbsent(Language.ENGLISH, pages);
        var routes = new ArrayList<Route>();
        for (int i = 0; i < english.size(); i++) {
            int at = i;
            Route one = english.get(i);
            Handler handler = exchange -> handler(
                            sets.computeIfAbsent(exchange.language(), pages).get(at))
                    .handle(exchange);
            routes.add(new Route(
                    one.method(), one.template(), one.access(), one.always(), new Route.Target.Request(handler)));
        }
        return routes;
    }

    private static Handler handler(Route route) {
        return switch (route.target()) {
            case Route.Target.Request request -> request.handler();
            case Route.Target.Socket socket -> throw new IllegalStateException(socket.subprotocol() + " is no page");
        };
    }
}
