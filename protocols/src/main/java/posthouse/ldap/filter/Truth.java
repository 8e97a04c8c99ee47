// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.5.1.7
package posthouse.ldap.filter;

/** What a filter comes to. */
public enum Truth {
    FALSE,
    UNDEFINED,
    TRUE;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Truth not() {
        return switch (this) {
            case FALSE -> TRUE;
            case UNDEFINED -> UNDEFINED;
            case TRUE -> FALSE;
        };
    }
}
