// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import posthouse.base.EmailId;
import posthouse.base.IdentityId;
import posthouse.base.SubmissionId;
import posthouse.base.ThreadId;

/**
 * An EmailSubmission (RFC 8621 §7): a message that a person sends.
 *
 * @param from envelope sender
 * @param to envelope recipients
 * @param sendAt when it goes out
 * @param deliveries by recipient, once it went out
 */
public record Submission(
        SubmissionId id,
        IdentityId identity,
        EmailId email,
        ThreadId thread,
        String from,
        List<String> to,
        Instant sendAt,
        Undo undo,
        Map<String, Delivered> deliveries) {

    /** RFC 8621's undoStatus. */
    public enum Undo {
        PENDING,
        FINAL,
        CANCELED
    }

    /**
     * What became of it for one recipient.
     *
     * @param reply an SMTP reply, as RFC 8621 wants it
     * @param done whether it lies in the recipient's mailbox
     */
    public record Delivered(String reply, boolean done) {}
}
