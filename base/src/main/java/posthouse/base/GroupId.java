// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names a group of people. Opaque, random, never reused; its text form is "g" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record GroupId(long value) implements Comparable<GroupId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<GroupId> parse(String text) {
        return IdText.parse('g', text).map(GroupId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static GroupId fresh(java.util.random.RandomGenerator random) {
        return new GroupId(random.nextLong());
    }

    @Override
    public int compareTo(GroupId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('g', value);
    }
}
