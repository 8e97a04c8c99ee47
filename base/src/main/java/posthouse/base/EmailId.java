// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names an email within an account. Opaque, random, never reused; its text form is "m" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record EmailId(long value) implements Comparable<EmailId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<EmailId> parse(String text) {
        return IdText.parse('m', text).map(EmailId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static EmailId fresh(java.util.random.RandomGenerator random) {
        return new EmailId(random.nextLong());
    }

    @Override
    public int compareTo(EmailId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('m', value);
    }
}
