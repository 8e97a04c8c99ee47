// SPDX-License-Identifier: Apache-2.0
package posthouse.ldap.syntax;

/** Bytes that are no LDAP message: after them nothing on the connection can be trusted. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    /** @param why what is wrong, for the peer's developers */
    public Malformed(String why) {
        super(why);
    }

    /** What is wrong. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
