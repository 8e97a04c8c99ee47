// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names a person. Opaque, random, never reused; its text form is "p" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record PersonId(long value) implements Comparable<PersonId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<PersonId> parse(String text) {
        return IdText.parse('p', text).map(PersonId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static PersonId fresh(java.util.random.RandomGenerator random) {
        return new PersonId(random.nextLong());
    }

    @Override
    public int compareTo(PersonId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('p', value);
    }
}
