// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.3
package posthouse.jmap.core;

import java.util.List;
import java.util.Map;
import posthouse.base.Failure;

/** One object of a /set is not created, updated or destroyed, for a reason that has a type of its own in the RFC. */
public final class SetRefused extends RuntimeException {
    private final String type;
    private final transient Failure failure;
    private final transient Map<String, List<String>> lists;

    public SetRefused(String type, Failure failure) {
        this(type, failure, Map.of());
    }

    /**
     * With what the RFC wants beside the type.
     *
     * @param lists members by name: properties, notFound, invalidRecipients
     */
    public SetRefused(String type, Failure failure, Map<String, List<String>> lists) {
        super(type, null, false, false);
        this.type = type;
        this.failure = failure;
        this.lists = Map.copyOf(lists);
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
}
