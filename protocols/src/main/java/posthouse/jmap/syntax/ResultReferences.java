// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.7
package posthouse.jmap.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces arguments whose name starts with {@code #} by what an earlier response of the request says. One instance serves one
 * request and bounds what all its references together repeat: responses of references to responses double with each call.
 */
public final class ResultReferences {
    private static final int MOST = 100_000;
    /** Characters that references may repeat in one request, each value counted with some for itself. */
    private static final long MOST_REPEATED = 10_000_000;

    private static final int VALUE = 8;

    private long left = MOST_REPEATED;

    /** What became of the arguments. */
    public sealed interface Outcome {
        record Resolved(ObjectNode arguments) implements Outcome {}

        /** An argument is given both with and without {@code #}. */
        record Twice(String name) implements Outcome {}

        /** A reference leads nowhere. */
        record Unresolved(String name, String why) implements Outcome {}
    }

    /** Resolves all references among the arguments against the responses so far. */
    public Outcome resolve(ObjectNode arguments, List<Invocation> responses) {
        boolean any = false;
        for (String name : arguments.propertyNames()) any |= name.startsWith("#");
        if (!any) return new Outcome.Resolved(arguments);
        ObjectNode resolved = Json.object();
        for (var argument : arguments.properties()) {
            String name = argument.getKey();
            if (!name.startsWith("#")) {
                resolved.set(name, argument.getValue());
                continue;
            }
            String plain = name.substring(1);
            if (arguments.has(plain)) return new Outcome.Twice(plain);
            if (!(argument.getValue() instanceof ObjectNode reference)
                    || !reference.path("resultOf").isString()
                    || !reference.path("name").isString()
                    || !reference.path("path").isString())
                return new Outcome.Unresolved(name, "it is no result reference");
            Optional<JsonNode> value = value(reference, responses);
            if (value.isEmpty()) return new Outcome.Unresolved(name, "no earlier response has it");
            take(value.get());
            if (left < 0)
                return new Outcome.Unresolved(name, "the references of a request repeat at most 10,000,000 characters");
            resolved.set(plain, value.get());
        }
        return new Outcome.Resolved(resolved);
    }

    /** Counts a value against what is left, and stops when nothing is. */
    private void take(JsonNode value) {
        left -= VALUE;
        if (value.isString()) left -= value.stringValue().length();
        if (value instanceof ObjectNode object) {
            for (var property : object.properties()) {
                left -= property.getKey().length();
                if (left < 0) return;
                take(property.getValue());
            }
        } else {
            for (JsonNode item : value) {
                if (left < 0) return;
                take(item);
            }
        }
    }

    private static Optional<JsonNode> value(ObjectNode reference, List<Invocation> responses) {
        String callId = reference.path("resultOf").stringValue();
        for (Invocation response : responses) {
            if (!response.callId().equals(callId)) continue;
            // The first response with this call id decides.
            if (!response.name().equals(reference.path("name").stringValue())) return Optional.empty();
            String path = reference.path("path").stringValue();
            if (path.isEmpty()) return Optional.of(response.arguments());
            if (!path.startsWith("/")) return Optional.empty();
            return Optional.ofNullable(
                    evaluate(response.arguments(), path.substring(1).split("/", -1), 0));
        }
        return Optional.empty();
    }

    /** A JSON pointer in which {@code *} means every item of an array, and arrays of arrays become one. */
    private static @Nullable JsonNode evaluate(JsonNode node, String[] tokens, int at) {
        if (at == tokens.length) return node;
        if (node instanceof ObjectNode object) {
            JsonNode child = object.get(tokens[at].replace("~1", "/").replace("~0", "~"));
            return child == null ? null : evaluate(child, tokens, at + 1);
        }
        if (!(node instanceof ArrayNode array)) return null;
        if (!tokens[at].equals("*")) {
            Optional<Integer> index = index(tokens[at], array.size());
            return index.isEmpty() ? null : evaluate(array.get(index.get()), tokens, at + 1);
        }
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : array) {
            JsonNode value = evaluate(item, tokens, at + 1);
            if (value == null) return null;
            if (value instanceof ArrayNode inner) inner.forEach(items::add);
            else items.add(value);
            if (items.size() > MOST) return null;
        }
        ArrayNode out = Json.array();
        items.forEach(out::add);
        return out;
    }

    private static Optional<Integer> index(String token, int size) {
        if (!token.matches("0|[1-9][0-9]{0,8}")) return Optional.empty();
        int index = Integer.parseInt(token);
        return index < size ? Optional.of(index) : Optional.empty();
    }
}
