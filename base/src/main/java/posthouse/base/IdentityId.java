// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names a sending identity. Opaque, random, never reused; its text form is "i" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record IdentityId(long value) implements Comparable<IdentityId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<IdentityId> parse(String text) {
        return IdText.parse('i', text).map(IdentityId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static IdentityId fresh(java.util.random.RandomGenerator random) {
        return new IdentityId(random.nextLong());
    }

    @Override
    public int compareTo(IdentityId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('i', value);
    }
}
