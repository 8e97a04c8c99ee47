// SPDX-License-Identifier: Apache-2.0
package posthouse.http;

/** What a request shows for itself. */
public sealed interface Credentials {
    /** The value of the session cookie. */
    record Cookie(String value) implements Credentials {}

    record Basic(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "Basic[" + user + "]";
        }
    }

    record Bearer(String token) implements Credentials {
        @Override
        public String toString() {
            return "Bearer[…]";
        }
    }

    /** Nothing. Enough for the local socket. */
    record None() implements Credentials {}
}
