// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.3 (PatchObject)
package posthouse.jmap.core;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A patch to an object: whole properties, and members of properties that are sets. */
public final class Patch {
    private Patch() {}

    /** A refusal of the patch as such. */
    public static SetRefused invalid(String pointer, String why) {
        return new SetRefused("invalidPatch", new Failure.BadInput(KB.BAD_SYNTAX, pointer, why));
    }

    /** A refusal of a property's value. */
    public static SetRefused property(String name, String why) {
        return SetRefused.properties(new Failure.BadInput(KB.BAD_SYNTAX, name, why), name);
    }

    /**
     * The patch without what it leaves as it is: a client may give back whole objects, with what the server sets.
     *
     * @param fixed properties that a client cannot change, as they are
     */
    public static ObjectNode changes(ObjectNode patch, ObjectNode fixed) {
        // Read as clients' objects are, so that equal numbers are equal and the order of members is none.
        JsonNode now = Json.parse(Json.bytes(fixed)).orElseThrow();
        ObjectNode out = Json.object();
        for (Map.Entry<String, JsonNode> entry : patch.properties())
            if (!entry.getValue().equals(now.get(entry.getKey()))) out.set(entry.getKey(), entry.getValue());
        return out;
    }

    /** Refuses a pointer that lies within another one of the same patch, and one that leads into a property that is no set. */
    public static void check(ObjectNode patch, Set<String> sets) {
        Set<String> heads = new HashSet<>();
        for (String pointer : patch.propertyNames()) {
            int slash = pointer.indexOf('/');
            if (slash < 0) {
                heads.add(pointer);
                continue;
            }
            if (slash == 0) throw invalid(pointer, "it starts with a slash");
            if (!sets.contains(pointer.substring(0, slash)))
                throw invalid(pointer, "it leads into a property that has no members");
            if (pointer.indexOf('/', slash + 1) >= 0) throw invalid(pointer, "it leads too deep");
        }
        for (String pointer : patch.propertyNames()) {
            int slash = pointer.indexOf('/');
            if (slash > 0 && heads.contains(pointer.substring(0, slash)))
                throw invalid(pointer, "it lies within another pointer of the patch");
        }
    }

    /** The set of this property after the patch; the same as before when the patch does not touch it. */
    public static Set<String> set(ObjectNode patch, String property, Set<String> before) {
        JsonNode whole = patch.get(property);
        if (whole != null) {
            if (!(whole instanceof ObjectNode object)) throw property(property, "it is no object");
            return members(property, object);
        }
        Set<String> after = new LinkedHashSet<>(before);
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String pointer = entry.getKey();
            if (!pointer.startsWith(property + "/")) continue;
            String member =
                    pointer.substring(property.length() + 1).replace("~1", "/").replace("~0", "~");
            if (entry.getValue().isNull()) after.remove(member);
            else if (entry.getValue().isBoolean() && entry.getValue().booleanValue()) after.add(member);
            else throw property(pointer, "it is neither true nor null");
        }
        return after;
    }

    /** The members of a set written as a map to true. */
    public static Set<String> members(String property, ObjectNode object) {
        Set<String> out = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!entry.getValue().isBoolean() || !entry.getValue().booleanValue())
                throw property(property + "/" + entry.getKey(), "it is not true");
            out.add(entry.getKey());
        }
        return out;
    }
}
