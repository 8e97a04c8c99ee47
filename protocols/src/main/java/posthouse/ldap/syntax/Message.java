// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.1.1
package posthouse.ldap.syntax;

import com.unboundid.ldap.sdk.Control;
import java.util.List;
import java.util.Optional;

/** A message with its number and controls. */
public record Message(int id, Request request, List<Control> controls) {
    public Message {
        controls = List.copyOf(controls);
    }

    /** The control with that object identifier. */
    public Optional<Control> control(String oid) {
        return controls.stream().filter(c -> c.getOID().equals(oid)).findFirst();
    }
}
