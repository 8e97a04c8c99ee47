// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.6
package posthouse.jmap.core;

import java.util.List;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.ProblemId;
import posthouse.base.Problems;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one place that turns a failure into a JMAP error, of a method or of one object of a set. */
public final class JmapErrors {
    private final Problems problems;

    public JmapErrors(Problems problems) {
        this.problems = problems;
    }

    /** The arguments of an error response. */
    public ObjectNode method(Failure failure) {
        return error(methodType(failure), failure);
    }

    /** A SetError. */
    public ObjectNode set(Failure failure) {
        ObjectNode error = error(setType(failure), failure);
        if (failure instanceof Failure.BadInput bad) properties(error, List.of(bad.where()));
        if (failure instanceof Failure.AlreadyExists) properties(error, List.of("name"));
        return error;
    }

    /** A SetError with a type of its own. */
    public ObjectNode set(SetRefused refused) {
        ObjectNode error = error(refused.type(), refused.failure());
        refused.lists().forEach((name, values) -> {
            ArrayNode array = error.putArray(name);
            values.forEach(array::add);
        });
        refused.texts().forEach(error::put);
        return error;
    }

    private static void properties(ObjectNode error, List<String> names) {
        ArrayNode properties = error.putArray("properties");
        names.forEach(properties::add);
    }

    private ObjectNode error(String type, Failure failure) {
        ObjectNode error = Json.object();
        error.put("type", type);
        error.put("description", problems.title(failure, Audience.PERSON));
        error.put("kb", failure.problem().toString());
        told(error, problems, failure);
        if (failure instanceof Failure.Internal internal) error.put("incident", internal.incident());
        return error;
    }

    /** What a problem touches and leaves alone, and what to do, for whoever has signed in. */
    static void told(ObjectNode problem, Problems problems, Failure failure) {
        problem.put("works", problems.works(failure));
        problem.put("remedy", problems.remedy(failure, Audience.PERSON));
        ArrayNode affected = problem.putArray("affected");
        problems.affected(failure).forEach(part -> affected.add(part.text()));
        ArrayNode unaffected = problem.putArray("unaffected");
        problems.unaffected(failure).forEach(part -> unaffected.add(part.text()));
    }

    private static String methodType(Failure failure) {
        return switch (failure) {
            case Failure.Off f -> f.level() == Level.SERVER ? "serverUnavailable" : "forbidden";
            case Failure.Unreadable ignored -> "serverUnavailable";
            case Failure.Denied ignored -> "forbidden";
            case Failure.Broken ignored -> "serverFail";
            case Failure.NotFound f ->
                f.problem().equals(KB.ANCHOR_NOT_FOUND)
                        ? "anchorNotFound"
                        : f.problem().equals(KB.NO_RIGHT_TO_ACCOUNT) ? noAccount(f) : "invalidArguments";
            case Failure.Full ignored -> "serverFail";
            case Failure.TooLarge ignored -> "requestTooLarge";
            case Failure.TooMany f ->
                f.problem().equals(KB.TOO_MANY_CHANGES)
                        ? "tooManyChanges"
                        : f.problem().equals(KB.PASSWORD_TOO_WEAK) ? "invalidArguments" : "requestTooLarge";
            case Failure.Busy ignored -> "serverUnavailable";
            case Failure.RateLimited ignored -> "serverUnavailable";
            case Failure.BadInput f ->
                f.problem().equals(KB.BAD_REFERENCE) ? "invalidResultReference" : "invalidArguments";
            case Failure.Conflict ignored -> "stateMismatch";
            case Failure.AlreadyExists ignored -> "invalidArguments";
            case Failure.Expired ignored -> "forbidden";
            case Failure.NotSignedIn ignored -> "forbidden";
            case Failure.BadCredentials ignored -> "forbidden";
            case Failure.Unavailable ignored -> "serverUnavailable";
            case Failure.ReadOnly ignored -> "accountReadOnly";
            case Failure.TimedOut ignored -> "serverUnavailable";
            case Failure.Unsupported f -> unsupported(f.problem());
            case Failure.OutOfOrder ignored -> "invalidArguments";
            case Failure.CannotCalculate ignored -> "cannotCalculateChanges";
            case Failure.Stopping ignored -> "serverUnavailable";
            case Failure.Taken ignored -> "serverFail";
            case Failure.Internal ignored -> "serverFail";
        };
    }

    private static String noAccount(Failure.NotFound failure) {
        return failure.what().equals(RequestContext.FROM_ACCOUNT) ? "fromAccountNotFound" : "accountNotFound";
    }

    private static String unsupported(ProblemId problem) {
        if (problem.equals(KB.UNSUPPORTED_FILTER)) return "unsupportedFilter";
        if (problem.equals(KB.UNSUPPORTED_SORT)) return "unsupportedSort";
        return problem.equals(KB.UNKNOWN_METHOD) ? "unknownMethod" : "invalidArguments";
    }

    private static String setType(Failure failure) {
        return switch (failure) {
            case Failure.Off ignored -> "forbidden";
            case Failure.Unreadable ignored -> "serverUnavailable";
            case Failure.Denied ignored -> "forbidden";
            case Failure.Broken ignored -> "serverFail";
            case Failure.NotFound ignored -> "notFound";
            case Failure.Full ignored -> "overQuota";
            case Failure.TooLarge ignored -> "tooLarge";
            case Failure.TooMany ignored -> "tooLarge";
            case Failure.Busy ignored -> "rateLimit";
            case Failure.RateLimited ignored -> "rateLimit";
            case Failure.BadInput ignored -> "invalidProperties";
            case Failure.Conflict f -> conflict(f.problem());
            case Failure.AlreadyExists ignored -> "invalidProperties";
            case Failure.Expired ignored -> "forbidden";
            case Failure.NotSignedIn ignored -> "forbidden";
            case Failure.BadCredentials ignored -> "forbidden";
            case Failure.Unavailable ignored -> "serverUnavailable";
            case Failure.ReadOnly ignored -> "forbidden";
            case Failure.TimedOut ignored -> "serverUnavailable";
            case Failure.Unsupported ignored -> "invalidProperties";
            case Failure.OutOfOrder ignored -> "forbidden";
            case Failure.CannotCalculate ignored -> "serverFail";
            case Failure.Stopping ignored -> "serverUnavailable";
            case Failure.Taken ignored -> "serverFail";
            case Failure.Internal ignored -> "serverFail";
        };
    }

    private static String conflict(ProblemId problem) {
        if (problem.equals(KB.MAILBOX_HAS_CHILD)) return "mailboxHasChild";
        if (problem.equals(KB.MAILBOX_HAS_EMAIL)) return "mailboxHasEmail";
        return problem.equals(KB.SUBMISSION_FINAL) ? "cannotUnsend" : "conflict";
    }
}
