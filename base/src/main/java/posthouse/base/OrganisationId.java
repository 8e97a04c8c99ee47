// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names an organisation. Opaque, random, never reused; its text form is "o" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record OrganisationId(long value) implements Comparable<OrganisationId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<OrganisationId> parse(String text) {
        return IdText.parse('o', text).map(OrganisationId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static OrganisationId fresh(java.util.random.RandomGenerator random) {
        return new OrganisationId(random.nextLong());
    }

    @Override
    public int compareTo(OrganisationId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('o', value);
    }
}
