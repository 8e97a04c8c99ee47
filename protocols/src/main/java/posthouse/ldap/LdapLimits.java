// SPDX-License-Identifier: Apache-2.0
package posthouse.ldap;

import java.time.Duration;

/**
 * Bounds of the LDAP service.
 *
 * @param visitorMessage bytes of a message before anybody has signed in
 * @param message bytes of a message afterwards
 * @param visitorEntries entries of one search for an anonymous visitor, all its pages together
 * @param entries entries of one search, or of one page of it, for people
 * @param time longest time of one search
 * @param harvest entries that anonymous visitors of one network may have at once
 * @param harvestPerMinute entries that they may have afterwards
 * @param plainPasswords whether a password may come without TLS over loopback
 */
public record LdapLimits(
        int visitorMessage,
        int message,
        int visitorEntries,
        int entries,
        Duration time,
        int harvest,
        int harvestPerMinute,
        boolean plainPasswords) {

    /** What a server starts with. */
    public static LdapLimits standard(boolean plainPasswords) {
        return new LdapLimits(64 << 10, 1 << 20, 50, 1000, Duration.ofSeconds(30), 500, 30, plainPasswords);
    }
}
