// SPDX-License-Identifier: Apache-2.0
// RFC 9457 §3
package posthouse.http;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.Problem;
import posthouse.base.Problems;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Turns a failure into the facts of a problem, and those into JSON. */
public final class ProblemJson {
    public static final String TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    private ProblemJson() {}

    /** The facts of a failure, in the words for whoever reads them. */
    public static ProblemFacts facts(
            Problems problems, Failure failure, Audience audience, int status, String instance) {
        String title = problems.title(failure, audience);
        return new ProblemFacts(
                failure.problem(),
                status,
                title,
                title + " " + problems.works(failure),
                problems.remedy(failure, audience),
                instance,
                since(failure).map(Instant::toString),
                level(failure),
                problems.affected(failure),
                problems.unaffected(failure));
    }

    private static Optional<Instant> since(Failure failure) {
        return switch (failure) {
            case Failure.Off f -> Optional.of(f.state().since());
            case Failure.Unreadable f -> Optional.of(f.since());
            case Failure.Expired f -> Optional.of(f.since());
            case Failure.Unavailable f -> Optional.of(f.since());
            case Failure.ReadOnly f -> Optional.of(f.since());
            case Failure.Stopping f -> Optional.of(f.since());
            default -> Optional.empty();
        };
    }

    /** The level that refused, where one did. */
    public static Optional<String> level(Failure failure) {
        return switch (failure) {
            case Failure.Off f -> Optional.of(f.level().name().toLowerCase(Locale.ROOT));
            case Failure.Denied f -> Optional.of(f.level().name().toLowerCase(Locale.ROOT));
            default -> Optional.empty();
        };
    }

    /** The JSON of the facts. */
    public static byte[] bytes(ProblemFacts facts) {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            write(json, facts);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** Writes the members into an object that is open. */
    public static void write(JsonGenerator json, ProblemFacts facts) {
        json.writeStringProperty("type", "/kb/" + facts.id());
        json.writeStringProperty("title", facts.title());
        json.writeNumberProperty("status", facts.status());
        json.writeStringProperty("detail", facts.detail());
        json.writeStringProperty("instance", facts.instance());
        facts.since().ifPresent(since -> json.writeStringProperty("since", since));
        if (facts.level().isPresent())
            json.writeStringProperty("level", facts.level().get());
        json.writeStringProperty("remedy", facts.remedy());
        strings(json, "affected", facts.affected());
        strings(json, "unaffected", facts.unaffected());
        json.writeStringProperty("kb", facts.id().toString());
    }

    private static void strings(JsonGenerator json, String name, List<Problem.Part> parts) {
        json.writeArrayPropertyStart(name);
        parts.forEach(part -> json.writeString(part.text()));
        json.writeEndArray();
    }
}
