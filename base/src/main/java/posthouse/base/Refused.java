// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import org.jspecify.annotations.Nullable;

/** The one exception for outcomes that are not return types: thrown anywhere, caught once per command or request. */
public final class Refused extends RuntimeException {
    private final transient Failure failure;

    public Refused(Failure failure) {
        this(failure, null);
    }

    public Refused(Failure failure, @Nullable Throwable cause) {
        super(failure.problem() + " " + failure.getClass().getSimpleName(), cause, cause != null, cause != null);
        this.failure = failure;
    }

    /** What was refused and why. */
    public Failure failure() {
        return failure;
    }
}
