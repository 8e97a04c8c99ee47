// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.util.List;

/**
 * A problem as data. Its texts are in the catalogue under its id: {@code KB1001.title} (the cause),
 * {@code .works} (what goes on), {@code .remedy} (what to do); its article is {@code kb/KB1001.md}.
 *
 * @param id the stable id
 * @param cause what kind of cause, which decides glyph and words
 * @param affected what does not work, as catalogue keys below {@code works.}
 * @param unaffected what goes on working, likewise
 */
public record Problem(ProblemId id, CauseClass cause, List<String> affected, List<String> unaffected) {

    /** The kinds of cause that people are told apart. */
    public enum CauseClass {
        OFF,
        UNREADABLE,
        DENIED,
        BROKEN,
        LIMIT,
        INPUT,
        INTERNAL
    }
}
