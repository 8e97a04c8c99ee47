// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.4 group · RFC 8621 §4.1.2.4 EmailAddressGroup
package posthouse.formats;

import java.util.List;
import java.util.Optional;

/** A named group of an address header, or a run of addresses outside any group (then without a name). */
public record AddressGroup(Optional<String> name, List<MailAddress> addresses) {
    public AddressGroup {
        addresses = List.copyOf(addresses);
    }
}
