// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

/**
 * What is true in each state, by hand and without the product: cause, level and since when of what a person, an LDAP client and a
 * sending server meet, and which services really work.
 */
record Oracle(boolean visitors, Ldap ldap, boolean web, Oracle.SignIn signIn, boolean store) {
    enum Ldap {
        ON,
        OFF,
        CRASHED
    }

    enum SignIn {
        NONE,
        VALID,
        EXPIRED,
        WRONG
    }

    /** @param since the moment when it became so; empty when nothing has changed */
    record Truth(String cause, String level, String since) {}

    private static final Truth WORKS = new Truth("", "", "");
    private static final Truth STORE = new Truth("KB1105", "", "store");

    /** At /mail/, or after the form when the password is wrong. */
    Truth page() {
        if (!web) return new Truth("KB1001", "server", "web");
        return switch (signIn) {
            case NONE -> WORKS;
            // It can be read while the store takes nothing new, and says so.
            case VALID -> mail();
            case EXPIRED -> new Truth("KB1305", "", "session");
            case WRONG -> new Truth("KB1302", "", "");
        };
    }

    /** After the form with the right password. */
    Truth signedIn() {
        return web ? mail() : page();
    }

    /** An anonymous look-up. */
    Truth addressBook() {
        return switch (ldap) {
            case ON -> visitors ? WORKS : new Truth("KB1010", "server", "visitors");
            case OFF -> new Truth("KB1002", "server", "ldap");
            // Nobody answers: the client's own words. The status page names the cause.
            case CRASHED -> new Truth("contact", "", "");
        };
    }

    /** A message from outside. */
    Truth mail() {
        return store ? WORKS : STORE;
    }

    boolean works(String service) {
        return switch (service) {
            case "web" -> web && store;
            case "ldap" -> ldap == Ldap.ON;
            default -> store;
        };
    }
}
