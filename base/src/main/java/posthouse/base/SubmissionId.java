// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/**
 * Names a submission (JMAP EmailSubmission). Opaque, random, never reused; its text form is "s" and 13 letters or digits.
 *
 * @param value any 64 bits
 */
public record SubmissionId(long value) implements Comparable<SubmissionId> {

    /** Reads the text form; empty when the text is not one of ours. */
    public static java.util.Optional<SubmissionId> parse(String text) {
        return IdText.parse('s', text).map(SubmissionId::new);
    }

    /** Makes a fresh id from the given source of randomness. */
    public static SubmissionId fresh(java.util.random.RandomGenerator random) {
        return new SubmissionId(random.nextLong());
    }

    @Override
    public int compareTo(SubmissionId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return IdText.print('s', value);
    }
}
