// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.3
package posthouse.jmap.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request: capabilities used, calls in order, and creation ids from earlier requests. */
public record Request(Set<String> using, List<Invocation> calls, Optional<Map<String, String>> createdIds) {

    /** The request in the value, or empty when it is JSON but no request. */
    public static Optional<Request> of(JsonNode node) {
        if (!(node instanceof ObjectNode object)) return Optional.empty();
        if (!(object.path("using") instanceof ArrayNode capabilities)) return Optional.empty();
        if (!(object.path("methodCalls") instanceof ArrayNode calls)) return Optional.empty();
        Set<String> using = new LinkedHashSet<>();
        for (JsonNode capability : capabilities) {
            if (!capability.isString()) return Optional.empty();
            using.add(capability.stringValue());
        }
        List<Invocation> invocations = new ArrayList<>();
        for (JsonNode call : calls) {
            if (!call.isArray()
                    || call.size() != 3
                    || !call.path(0).isString()
                    || !call.path(2).isString()) return Optional.empty();
            if (!(call.path(1) instanceof ObjectNode arguments)) return Optional.empty();
            invocations.add(new Invocation(
                    call.path(0).stringValue(), arguments, call.path(2).stringValue()));
        }
        JsonNode created = object.path("createdIds");
        if (created.isMissingNode() || created.isNull())
            return Optional.of(new Request(using, invocations, Optional.empty()));
        return created(created).map(ids -> new Request(using, invocations, Optional.of(ids)));
    }

    private static Optional<Map<String, String>> created(JsonNode node) {
        if (!(node instanceof ObjectNode object)) return Optional.empty();
        Map<String, String> ids = new LinkedHashMap<>();
        for (var property : object.properties()) {
            if (!property.getValue().isString()) return Optional.empty();
            ids.put(property.getKey(), property.getValue().stringValue());
        }
        return Optional.of(ids);
    }
}
