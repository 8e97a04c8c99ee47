// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.util.List;
import posthouse.base.Failure;

/** The end of an intake. */
public sealed interface CommitOutcome {
    /**
     * It is durable for all recipients.
     *
     * @param id the name that the Received field carries
     */
    record Taken(String id) implements CommitOutcome {}

    /** It was taken for nobody. */
    record Refused(Failure why) implements CommitOutcome {}

    /** One end a recipient, in the order in which they were accepted. */
    record Each(String id, List<RecipientOutcome> ends) implements CommitOutcome {}
}
