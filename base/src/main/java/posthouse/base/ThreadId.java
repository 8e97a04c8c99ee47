// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names a thread within an account. Opaque, random, never reused; its text form is "t" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record ThreadId(long value) implements Comparable<ThreadId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<ThreadId> parse(String text) {
        return IdText.parse('t', text).map(ThreadId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static ThreadId fresh(java.util.random.RandomGenerator random) {
        return new ThreadId(random.nextLong());
    }

    @Override
    public int compareTo(ThreadId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('t', value);
    }
}
