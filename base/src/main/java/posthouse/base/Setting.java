// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * The outcome of looking up a setting, a right or anything outside: off is not unreadable, unreadable is not denied, denied
 * is not broken. Kept as a type up to the sentence that somebody reads.
 */
public sealed interface Setting<T> {
    /** It was read, and this is its value. */
    record Known<T>(T value) implements Setting<T> {}

    /** It could not be asked. */
    record Unreadable<T>(Failure cause) implements Setting<T> {}

    /** It was asked, and the asker may not know. */
    record Denied<T>(Level level) implements Setting<T> {}

    /** It was read and makes no sense. */
    record Broken<T>(String value, String why) implements Setting<T> {}
}
