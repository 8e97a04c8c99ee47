// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import posthouse.base.Failure;

/** What became of a wish to take a message back. */
public sealed interface CancelOutcome {
    record Canceled() implements CancelOutcome {}

    /** It has gone out (RFC 8621 cannotUnsend). */
    record Gone(Failure why) implements CancelOutcome {}

    record NoSuchSubmission(Failure why) implements CancelOutcome {}
}
