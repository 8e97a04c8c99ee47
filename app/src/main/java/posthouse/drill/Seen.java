// SPDX-License-Identifier: Apache-2.0
package posthouse.drill;

import java.util.Map;

/**
 * What an outsider received.
 *
 * @param who whose eyes
 * @param did what they did
 * @param status HTTP status, SMTP code or LDAP result code; 0 when nothing answered
 * @param text the words that they could read
 * @param raw all bytes, as text
 * @param facts counts and names that a program took from it
 * @param millis how long they waited
 */
record Seen(String who, String did, int status, String text, String raw, Map<String, String> facts, long millis) {
    static final Seen NOTHING = new Seen("", "", 0, "", "", Map.of(), 0);
}
