// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names a mailbox within an account. Opaque, random, never reused; its text form is "f" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record MailboxId(long value) implements Comparable<MailboxId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<MailboxId> parse(String text) {
        return IdText.parse('f', text).map(MailboxId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static MailboxId fresh(java.util.random.RandomGenerator random) {
        return new MailboxId(random.nextLong());
    }

    @Override
    public int compareTo(MailboxId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('f', value);
    }
}
