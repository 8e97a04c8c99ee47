// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.5.1.8 · RFC 3673 all operational attributes
package posthouse.ldap.tree;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.ldap.schema.AttributeType;
import posthouse.ldap.schema.Schema;

/** Which attributes a search returns. */
public final class Selection {
    private static final String NONE = "1.1";

    private final boolean user;
    private final boolean operational;
    private final Set<String> named = new HashSet<>();

    /** What the list asks for; names that are not known ask for nothing. */
    public Selection(Schema schema, List<String> attributes) {
        this.user = attributes.isEmpty() || attributes.contains("*");
        this.operational = attributes.contains("+");
        for (String each : attributes) {
            if (each.equals(NONE)) continue;
            Optional<Schema.Description> description = schema.description(each);
            description
                    .filter(d -> !d.tagged())
                    .ifPresent(d -> named.addAll(d.type().family()));
        }
    }

    boolean wants(AttributeType type) {
        return (type.operational() ? operational : user) || named.contains(type.oid());
    }
}
