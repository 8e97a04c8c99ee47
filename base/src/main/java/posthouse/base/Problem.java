// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.util.List;

/**
 * A problem as data. Its texts are in the catalogue under its id: {@code KB1001.title} (the cause),
 * {@code .works} (what goes on), {@code .remedy} (what to do), which anybody may read; {@code .remedy.person},
 * {@code .remedy.administrator} and {@code .title.administrator} where those are told more. Its article is
 * {@code kb/KB1001.md}.
 *
 * @param id the stable id
 * @param cause what kind of cause, which decides glyph and words
 * @param affected what it touches, as catalogue keys below {@code works.}
 * @param unaffected what it leaves alone, likewise; whether that works now is known to the probes only
 */
public record Problem(ProblemId id, CauseClass cause, List<String> affected, List<String> unaffected) {

    /**
     * One of the things that a problem touches or leaves alone.
     *
     * @param key its key below {@code works.}; a service's name when it is that service
     * @param text in words
     */
    public record Part(String key, String text) {}

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
