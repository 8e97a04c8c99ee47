// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.3
package posthouse.jmap.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.Failure;

/** One object of a /set is not created, updated or destroyed, for a reason that has a type of its own in the RFC. */
public final class SetRefused extends RuntimeException {
    private final String type;
    private final transient Failure failure;
    private final transient Map<String, List<String>> lists;
    private final transient Map<String, String> texts;

    public SetRefused(String type, Failure failure) {
        this(type, failure, Map.of());
    }

    /**
     * With what the RFC wants beside the type.
     *
     * @param lists members by name: properties, notFound, invalidRecipients
     */
    public SetRefused(String type, Failure failure, Map<String, List<String>> lists) {
        this(type, failure, lists, Map.of());
    }

    private SetRefused(String type, Failure failure, Map<String, List<String>> lists, Map<String, String> texts) {
        super(type, null, false, false);
        this.type = type;
        this.failure = failure;
        this.lists = Map.copyOf(lists);
        this.texts = Map.copyOf(texts);
    }

    /** Another object is there already that this one would be the same as. */
    public static SetRefused exists(Failure failure, String property, Optional<String> existing) {
        return new SetRefused(
                "alreadyExists",
                failure,
                Map.of("properties", List.of(property)),
                existing.map(id -> Map.of("existingId", id)).orElse(Map.of()));
    }

    /** Properties that are wrong. */
    public static SetRefused properties(Failure failure, String... names) {
        return new SetRefused("invalidProperties", failure, Map.of("properties", List.of(names)));
    }

    /** Bytes that are not there. */
    public static SetRefused blobs(Failure failure, List<String> ids) {
        return new SetRefused("blobNotFound", failure, Map.of("notFound", ids));
    }

    public String type() {
        return type;
    }

    public Failure failure() {
        return failure;
    }

    public Map<String, List<String>> lists() {
        return lists;
    }

    /** Members that are one text. */
    public Map<String, String> texts() {
        return texts;
    }
}
