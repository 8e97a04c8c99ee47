// SPDX-License-Identifier: Apache-2.0
// RFC 4512 §2
package posthouse.ldap.tree;

import com.unboundid.ldap.sdk.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import posthouse.ldap.schema.AttributeType;
import posthouse.ldap.schema.Schema;

/** An entry as one asker may see it: what they may not see is not in it. */
public final class Entry {
    private final String name;
    private final String order;
    private final List<Held> attributes = new ArrayList<>();

    /** An attribute with its values. */
    private record Held(AttributeType type, List<String> values) {}

    /**
     * @param name its distinguished name
     * @param order its place among all entries of a search, a text that sorts
     */
    Entry(String name, String order) {
        this.name = name;
        this.order = order;
    }

    Entry put(Schema schema, String attribute, String... values) {
        return put(schema, attribute, List.of(values));
    }

    Entry put(Schema schema, String attribute, List<String> values) {
        if (!values.isEmpty()) attributes.add(new Held(schema.own(attribute), List.copyOf(values)));
        return this;
    }

    public String name() {
        return name;
    }

    /** Its place among all entries of a search. */
    public String order() {
        return order;
    }

    /** Whether it has an attribute of these types. */
    public boolean has(Set<String> family) {
        for (Held each : attributes) if (family.contains(each.type().oid())) return true;
        return false;
    }

    /** The values of these types. */
    public List<byte[]> values(Set<String> family) {
        List<byte[]> values = new ArrayList<>();
        for (Held each : attributes)
            if (family.contains(each.type().oid()))
                for (String text : each.values()) values.add(text.getBytes(StandardCharsets.UTF_8));
        return values;
    }

    /** The numbers of its attribute types whose values have one of these syntaxes. */
    public Set<String> typesWith(Set<String> syntaxes) {
        Set<String> numbers = new HashSet<>();
        for (Held each : attributes)
            if (syntaxes.contains(each.type().syntax())) numbers.add(each.type().oid());
        return numbers;
    }

    /** The attributes that were asked for. */
    public List<Attribute> chosen(Selection selection, boolean typesOnly) {
        List<Attribute> chosen = new ArrayList<>();
        for (Held each : attributes) {
            String type = each.type().name();
            if (selection.wants(each.type()))
                chosen.add(typesOnly ? new Attribute(type) : new Attribute(type, each.values()));
        }
        return chosen;
    }
}
