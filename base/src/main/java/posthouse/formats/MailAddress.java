// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.4 mailbox · RFC 8621 §4.1.2.3 EmailAddress
package posthouse.formats;

import java.util.Optional;

/**
 * One mailbox of an address header.
 *
 * @param name display name, decoded; absent when the header has none
 * @param email the addr-spec as written (not lower-cased); may be any text when the header was malformed
 */
public record MailAddress(Optional<String> name, String email) {
    public static MailAddress of(String email) {
        return new MailAddress(Optional.empty(), email);
    }

    public static MailAddress of(String name, String email) {
        return new MailAddress(name.isBlank() ? Optional.empty() : Optional.of(name), email);
    }

    /** The name where there is one, else the address: what a list shows. */
    public String shown() {
        return name.filter(n -> !n.isBlank()).orElse(email);
    }
}
