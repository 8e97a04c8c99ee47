// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

/**
 * One row of the route table.
 *
 * @param method GET (answers HEAD too), POST, PUT, DELETE …
 * @param template path whose segments are literal, or {@code {name}} with an optional literal before or behind it; {@code {name~}} may
 *     hold an encoded slash; a last segment {@code {name*}} takes the rest of the path, empty too
 * @param access who may call it
 * @param always whether it is answered while its service is switched off
 * @param target what answers
 */
public record Route(String method, String template, RouteAccess access, boolean always, Target target) {

    /** What answers a route. */
    public sealed interface Target {
        record Request(Handler handler) implements Target {}

        record Socket(String subprotocol, WebSocketHandler handler) implements Target {}
    }

    public Route(String method, String template, RouteAccess access, Handler handler) {
        this(method, template, access, false, new Target.Request(handler));
    }

    /** A WebSocket that speaks the given subprotocol. */
    public static Route webSocket(String template, RouteAccess access, String subprotocol, WebSocketHandler handler) {
        return new Route("GET", template, access, false, new Target.Socket(subprotocol, handler));
    }

    /** The same route, answered even while the service is off. */
    public Route alwaysAnswered() {
        return new Route(method, template, access, true, target);
    }
}
