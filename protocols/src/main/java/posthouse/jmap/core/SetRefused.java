// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.3
package posthouse.jmap.core;

import java.util.List;
import posthouse.base.Failure;

/** One object of a /set is not created, updated or destroyed, for a reason that has a type of its own in the RFC. */
public final class SetRefused extends RuntimeException {
    private final String type;
    private final transient Failure failure;
    private final transient List<String> properties;
    private final transient List<String> notFound;

    public SetRefused(String type, Failure failure) {
        this(type, failure, List.of(), List.of());
    }

    public SetRefused(String type, Failure failure, List<String> properties, List<String> notFound) {
        super(type, null, false, false);
        this.type = type;
        this.failure = failure;
        this.properties = List.copyOf(properties);
        this.notFound = List.copyOf(notFound);
    }

    /** Properties that are wrong. */
    public static SetRefused properties(Failure failure, String... names) {
        return new SetRefused("invalidProperties", failure, List.of(names), List.of());
    }

    public String type() {
        return type;
    }

    public Failure failure() {
        return failure;
    }

    public List<String> properties() {
        return properties;
    }

    /** Blob ids of a blobNotFound. */
    public List<String> notFound() {
        return notFound;
    }
}
