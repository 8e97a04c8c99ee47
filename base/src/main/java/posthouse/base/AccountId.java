// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names an account (a person's mailbox, a shared one, a public root, a partition of the journal, an organisation's directory). Opaque, random, never reused; its text form is "a" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record AccountId(long value) implements Comparable<AccountId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<AccountId> parse(String text) {
        return IdText.parse('a', text).map(AccountId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static AccountId fresh(java.util.random.RandomGenerator random) {
        return new AccountId(random.nextLong());
    }

    @Override
    public int compareTo(AccountId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('a', value);
    }
}
