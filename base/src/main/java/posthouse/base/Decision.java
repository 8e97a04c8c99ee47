// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/** The outcome of {@link Access#decide}. */
public sealed interface Decision {
    record Granted() implements Decision {}

    /** Refused, with the level that refused and the problem that says so. */
    record Denied(Level level, ProblemId problem) implements Decision {}

    /** A switch is off, which is not a lack of rights. */
    record Off(Level level, ProblemId problem, String what, SwitchState state) implements Decision {}

    /** True only for {@link Granted}. */
    default boolean granted() {
        return this instanceof Granted;
    }
}
