// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.3 - §3.6
package posthouse.jmap.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.JmapRooms;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Invocation;
import posthouse.jmap.syntax.Json;
import posthouse.jmap.syntax.Request;
import posthouse.jmap.syntax.ResultReferences;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs the calls of a request one after another through the method table; the one place that catches. */
public final class Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Processor.class);

    private final Map<String, Method> table = new LinkedHashMap<>();
    private final JmapRooms rooms;
    private final JmapErrors errors;
    private final SessionObject session;

    public Processor(JmapRooms rooms, List<Method> methods) {
        this.rooms = rooms;
        this.errors = new JmapErrors(rooms.problems());
        this.session = new SessionObject(rooms);
        for (Method method : methods)
            if (table.put(method.name(), method) != null)
                throw new IllegalArgumentException("two methods " + method.name());
    }

    /** The names of all methods. */
    public Set<String> methods() {
        return table.keySet();
    }

    /** The response object. Request-level faults are refused as RequestError. */
    public ObjectNode run(Request request, RequestContext context) {
        for (String capability : request.using())
            if (!Capabilities.ALL.contains(capability)) throw RequestError.unknownCapability(capability);
        if (request.calls().size() > Capabilities.MAX_CALLS)
            throw RequestError.limit("maxCallsInRequest", request.calls().size(), Capabilities.MAX_CALLS);
        request.createdIds().ifPresent(ids -> ids.forEach(context::created));
        List<Invocation> responses = new ArrayList<>();
        var references = new ResultReferences();
        for (Invocation call : request.calls()) one(call, references, request.using(), context, responses);
        context.close();
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("methodResponses");
        responses.forEach(response -> list.add(response.toJson()));
        if (request.createdIds().isPresent()) {
            ObjectNode created = answer.putObject("createdIds");
            context.created().forEach(created::put);
        }
        answer.put("sessionState", session.state(context.caller()));
        return answer;
    }

    private void one(
            Invocation call,
            ResultReferences references,
            Set<String> using,
            RequestContext context,
            List<Invocation> responses) {
        try {
            Method method = table.get(call.name());
            if (method == null || !using.contains(method.capability()))
                throw new Refused(new Failure.Unsupported(KB.UNKNOWN_METHOD, call.name()));
            ObjectNode arguments = switch (references.resolve(call.arguments(), responses)) {
                case ResultReferences.Outcome.Resolved r -> r.arguments();
                case ResultReferences.Outcome.Twice t ->
                    throw new Refused(
                            new Failure.BadInput(KB.BAD_SYNTAX, t.name(), "it is given with and without a reference"));
                case ResultReferences.Outcome.Unresolved u ->
                    throw new Refused(new Failure.BadInput(KB.BAD_REFERENCE, u.name(), u.why()));
            };
            responses.add(new Invocation(call.name(), method.call(context, Args.of(arguments)), call.callId()));
            for (Invocation next : context.takeImplied())
                one(
                        new Invocation(next.name(), next.arguments(), call.callId()),
                        references,
                        using,
                        context,
                        responses);
        } catch (Refused refused) {
            context.close();
            context.takeImplied();
            responses.add(new Invocation("error", errors.method(refused.failure()), call.callId()));
        } catch (RuntimeException | StackOverflowError fault) {
            context.close();
            context.takeImplied();
            responses.add(new Invocation("error", errors.method(internal(fault, call.name())), call.callId()));
        }
    }

    private Failure internal(Throwable fault, String what) {
        String incident = "j" + Long.toString(rooms.random().nextLong() >>> 8, 32);
        LOG.error("kb={} incident={} {}", KB.INTERNAL, incident, what, fault);
        return new Failure.Internal(KB.INTERNAL, incident);
    }

    public JmapErrors errors() {
        return errors;
    }

    public SessionObject session() {
        return session;
    }
}
