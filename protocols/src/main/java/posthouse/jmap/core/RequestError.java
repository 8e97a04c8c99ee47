// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.6.1
package posthouse.jmap.core;

import java.util.Optional;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Problems;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ObjectNode;

/** A request that as a whole is not run. */
public final class RequestError extends RuntimeException {
    private final String type;
    private final int status;
    private final transient Failure failure;
    private final transient Optional<String> limit;

    private RequestError(String type, int status, Failure failure, Optional<String> limit) {
        super(type, null, false, false);
        this.type = "urn:ietf:params:jmap:error:" + type;
        this.status = status;
        this.failure = failure;
        this.limit = limit;
    }

    public static RequestError unknownCapability(String capability) {
        return new RequestError(
                "unknownCapability", 400, new Failure.Unsupported(KB.UNSUPPORTED, capability), Optional.empty());
    }

    public static RequestError notJson() {
        return new RequestError(
                "notJSON", 400, new Failure.BadInput(KB.BAD_SYNTAX, "request", "it is not I-JSON"), Optional.empty());
    }

    public static RequestError notRequest() {
        return new RequestError(
                "notRequest",
                400,
                new Failure.BadInput(KB.BAD_SYNTAX, "request", "it is JSON, but no JMAP request"),
                Optional.empty());
    }

    public static RequestError limit(String limit, long is, long may) {
        return new RequestError(
                "limit", 400, new Failure.TooMany(KB.REQUEST_TOO_LARGE, limit, is, may), Optional.of(limit));
    }

    public int status() {
        return status;
    }

    /** The problem details. */
    public ObjectNode json(Problems problems) {
        ObjectNode problem = Json.object();
        problem.put("type", type);
        problem.put("status", status);
        problem.put("title", problems.title(failure, Audience.PERSON));
        problem.put(
                "detail", problems.title(failure, Audience.PERSON) + " " + problems.remedy(failure, Audience.PERSON));
        JmapErrors.told(problem, problems, failure);
        problem.put("kb", failure.problem().toString());
        limit.ifPresent(name -> problem.put("limit", name));
        return problem;
    }
}
