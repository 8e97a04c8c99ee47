// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names immutable bytes in the store; holding one is no right to read it. Opaque, random, never reused; its text form is "b" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record BlobId(long value) implements Comparable<BlobId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<BlobId> parse(String text) {
        return IdText.parse('b', text).map(BlobId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static BlobId fresh(java.util.random.RandomGenerator random) {
        return new BlobId(random.nextLong());
    }

    @Override
    public int compareTo(BlobId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('b', value);
    }
}
