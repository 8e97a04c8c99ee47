// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.2
package posthouse.jmap.syntax;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A method call or a response: name, arguments, and the client's name for the call. */
public record Invocation(String name, ObjectNode arguments, String callId) {
    public ArrayNode toJson() {
        return Json.array().add(name).add(arguments).add(callId);
    }
}
