// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

/** Who may call a route. Every route declares it; there is no default. */
public sealed interface RouteAccess {
    /** Anyone, signed in or not, and why that is right. */
    record Public(String reason) implements RouteAccess {}

    /**
     * Whoever has a session cookie.
     *
     * @param page a browser that is not signed in is led to the sign-in page and back, instead of a 401
     */
    record Session(boolean page) implements RouteAccess {}

    /** A session cookie, or a password or app password sent with each request (Basic, Bearer). */
    record SessionOrBasic() implements RouteAccess {}

    /** An administrator, on the management listener only. */
    record Management() implements RouteAccess {}
}
