// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.util.Map;
import posthouse.base.Failure;

/** What became of a request to send. */
public sealed interface SubmitOutcome {
    /** It is recorded, durable, and goes out when its time has come; already gone when that was at once. */
    record Submitted(Submission submission) implements SubmitOutcome {}

    /** Nobody to send to. */
    record NoRecipients() implements SubmitOutcome {}

    /** Some recipients cannot get it, so nobody does; why, by recipient. */
    record InvalidRecipients(Map<String, Failure> why) implements SubmitOutcome {}

    /** The envelope's sender is not an address of the person (RFC 8621 forbiddenMailFrom). */
    record ForbiddenMailFrom(Failure why) implements SubmitOutcome {}

    /** The message's From is not an address of the person (RFC 8621 forbiddenFrom). */
    record ForbiddenFrom(Failure why) implements SubmitOutcome {}

    /** There is no such email. */
    record NoSuchEmail(Failure why) implements SubmitOutcome {}

    /** It is too large, or the account is full, or too many recipients. */
    record Refused(Failure why) implements SubmitOutcome {}
}
