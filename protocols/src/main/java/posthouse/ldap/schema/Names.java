// SPDX-License-Identifier: Apache-2.0
// RFC 4514 string form of names · RFC 4517 §4.2.15 distinguishedNameMatch
package posthouse.ldap.schema;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Distinguished names in the form in which they are compared. Their syntax is the library's. */
public final class Names {
    private static final int LONGEST = 4096;

    private final Schema schema;

    Names(Schema schema) {
        this.schema = schema;
    }

    /** The name, one comparable text for each of its parts, the nearest first; empty when it is no name. */
    public Optional<List<String>> parts(String name) {
        if (name.length() > LONGEST) return Optional.empty();
        if (name.isBlank()) return Optional.of(List.of());
        try {
            List<String> parts = new ArrayList<>();
            for (RDN part : new DN(name).getRDNs()) {
                Optional<String> key = key(part);
                if (key.isEmpty()) return Optional.empty();
                parts.add(key.get());
            }
            return Optional.of(parts);
        } catch (LDAPException e) {
            return Optional.empty();
        }
    }

    /** The same as one text. */
    Optional<String> key(String name) {
        return parts(name).map(parts -> String.join(",", parts));
    }

    private Optional<String> key(RDN part) {
        TreeSet<String> assertions = new TreeSet<>();
        String[] names = part.getAttributeNames();
        byte[][] values = part.getByteArrayAttributeValues();
        for (int i = 0; i < names.length; i++) {
            Optional<AttributeType> type = schema.type(names[i]);
            if (type.isEmpty()) return Optional.empty();
            byte[] value = values[i];
            Optional<String> key = type.get().equality().flatMap(rule -> rule.key(value));
            if (key.isEmpty()) return Optional.empty();
            // Lengths keep a value with a comma from looking like two parts.
            assertions.add(type.get().oid() + "=" + key.get().length() + ":" + key.get());
        }
        return Optional.of(String.join("+", assertions));
    }

    /** The attributes and values in a name's parts. */
    public static List<Assertion> assertions(String name) {
        try {
            List<Assertion> all = new ArrayList<>();
            for (RDN part : new DN(name).getRDNs()) {
                String[] names = part.getAttributeNames();
                byte[][] values = part.getByteArrayAttributeValues();
                for (int i = 0; i < names.length; i++) all.add(new Assertion(names[i], values[i]));
            }
            return all;
        } catch (LDAPException e) {
            return List.of();
        }
    }

    /** One attribute and value of a name. */
    public record Assertion(String attribute, byte[] value) {}
}
