// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names a mail domain. Opaque, random, never reused; its text form is "d" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record DomainId(long value) implements Comparable<DomainId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<DomainId> parse(String text) {
        return IdText.parse('d', text).map(DomainId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static DomainId fresh(java.util.random.RandomGenerator random) {
        return new DomainId(random.nextLong());
    }

    @Override
    public int compareTo(DomainId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('d', value);
    }
}
