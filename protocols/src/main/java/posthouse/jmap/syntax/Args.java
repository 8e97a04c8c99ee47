// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §1, §3.6.2
package posthouse.jmap.syntax;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The members of an object that a client sent, read with their types. A wrong one is refused, and so is one that nobody asked for. */
public final class Args {
    private static final long SAFE = (1L << 53) - 1;

    private final ObjectNode node;
    private final String where;
    private final Set<String> known = new HashSet<>();

    private Args(ObjectNode node, String where) {
        this.node = node;
        this.where = where;
    }

    /** The arguments of a method. */
    public static Args of(ObjectNode node) {
        return new Args(node, "");
    }

    /** An object within the arguments. */
    public static Args of(ObjectNode node, String where) {
        return new Args(node, where + "/");
    }

    public ObjectNode node() {
        return node;
    }

    /** A refusal that points at this member. */
    public Refused bad(String name, String why) {
        return new Refused(new Failure.BadInput(KB.BAD_SYNTAX, where + name, why));
    }

    /** The member, or empty when it is absent or null. */
    public Optional<JsonNode> value(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** Whether the member is there, null or not. */
    public boolean has(String name) {
        known.add(name);
        return node.has(name);
    }

    public Optional<String> string(String name) {
        return value(name).map(value -> {
            if (!value.isString()) throw bad(name, "it is no string");
            return value.stringValue();
        });
    }

    public String requiredString(String name) {
        return string(name).orElseThrow(() -> bad(name, "it is missing"));
    }

    public boolean flag(String name, boolean otherwise) {
        return value(name)
                .map(value -> {
                    if (!value.isBoolean()) throw bad(name, "it is neither true nor false");
                    return value.booleanValue();
                })
                .orElse(otherwise);
    }

    /** An Int: a whole number of at most 53 bits. */
    public OptionalLong integer(String name) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) return OptionalLong.empty();
        if (!value.get().isIntegralNumber()
                || !value.get().canConvertToLong()
                || Math.abs(value.get().longValue()) > SAFE) throw bad(name, "it is no whole number of 53 bits");
        return OptionalLong.of(value.get().longValue());
    }

    /** An UnsignedInt. */
    public OptionalLong unsigned(String name) {
        OptionalLong value = integer(name);
        if (value.isPresent() && value.getAsLong() < 0) throw bad(name, "it is negative");
        return value;
    }

    /** A list of strings; empty when absent or null. */
    public Optional<List<String>> strings(String name) {
        return value(name).map(value -> {
            if (!(value instanceof ArrayNode array)) throw bad(name, "it is no array");
            List<String> out = new ArrayList<>(array.size());
            for (JsonNode item : array) {
                if (!item.isString()) throw bad(name, "an item is no string");
                out.add(item.stringValue());
            }
            return out;
        });
    }

    public Optional<ObjectNode> object(String name) {
        return value(name).map(value -> {
            if (!(value instanceof ObjectNode object)) throw bad(name, "it is no object");
            return object;
        });
    }

    public Optional<ArrayNode> array(String name) {
        return value(name).map(value -> {
            if (!(value instanceof ArrayNode array)) throw bad(name, "it is no array");
            return array;
        });
    }

    /** The objects of a map by key, in order. */
    public Map<String, ObjectNode> objects(String name) {
        Map<String, ObjectNode> out = new LinkedHashMap<>();
        object(name).ifPresent(map -> {
            for (var property : map.properties()) {
                if (!(property.getValue() instanceof ObjectNode item))
                    throw bad(name + "/" + property.getKey(), "it is no object");
                out.put(property.getKey(), item);
            }
        });
        return out;
    }

    /** The keys of a set written as a map to true. */
    public Optional<Set<String>> keys(String name) {
        return object(name).map(map -> {
            Set<String> out = new java.util.LinkedHashSet<>();
            for (var property : map.properties()) {
                if (!property.getValue().isBoolean() || !property.getValue().booleanValue())
                    throw bad(name + "/" + property.getKey(), "it is not true");
                out.add(property.getKey());
            }
            return out;
        });
    }

    /** A UTCDate. */
    public Optional<Instant> utcDate(String name) {
        return string(name).map(text -> Dates.utc(text).orElseThrow(() -> bad(name, "it is no UTC date")));
    }

    /** Refuses members that were never asked for. */
    public void done() {
        for (String name : node.propertyNames()) if (!known.contains(name)) throw bad(name, "there is no such member");
    }
}
