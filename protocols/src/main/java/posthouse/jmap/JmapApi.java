// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import posthouse.http.Caller;
import posthouse.http.Peer;
import posthouse.jmap.core.Processor;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Invocation;
import posthouse.jmap.syntax.Request;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JMAP within the process: the same methods, without a socket. */
public final class JmapApi {
    private final JmapRooms rooms;
    private final Processor processor;

    JmapApi(JmapRooms rooms, Processor processor) {
        this.rooms = rooms;
        this.processor = processor;
    }

    /** One call: method, arguments (references allowed), call id. */
    public record Call(String method, ObjectNode arguments, String callId) {}

    /** The session object with absolute addresses below the base (scheme and authority). */
    public ObjectNode session(Caller caller, String base) {
        return processor.session().of(caller, base);
    }

    /** The method responses, exactly as a request over HTTP would get them. */
    public ArrayNode call(Caller caller, Collection<String> using, List<Call> calls) {
        List<Invocation> invocations = new ArrayList<>();
        for (Call call : calls) invocations.add(new Invocation(call.method(), call.arguments(), call.callId()));
        var request = new Request(new LinkedHashSet<>(using), invocations, Optional.empty());
        try (var context = new RequestContext(rooms, caller, new Peer.LocalSocket())) {
            return (ArrayNode) processor.run(request, context).get("methodResponses");
        }
    }
}
