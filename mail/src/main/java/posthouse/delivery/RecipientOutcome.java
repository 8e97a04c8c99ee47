// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.util.List;
import posthouse.base.AccountId;
import posthouse.base.Failure;

/** What the intake says of one recipient. */
public sealed interface RecipientOutcome {
    /** The message may go there. */
    record Accepted(AccountId account) implements RecipientOutcome {}

    /** The message may go to a group: one copy to each of these. */
    record AcceptedForGroup(List<AccountId> accounts) implements RecipientOutcome {}

    /** Nobody of the group can receive mail now, or there are too many of them for one message. */
    record NotForGroup(Failure why) implements RecipientOutcome {}

    /** The domain is ours, the name is nobody's. */
    record NoSuchAddress() implements RecipientOutcome {}

    /** The domain is not ours, and mail for others is not taken in here. */
    record NotLocal() implements RecipientOutcome {}

    /** The account, or this service for it, is switched off; the failure names the level. */
    record SwitchedOff(Failure.Off why) implements RecipientOutcome {}

    /** Its mailbox has no room; {@code never} when the message is larger than all of its room. */
    record MailboxFull(Failure.Full why, boolean never) implements RecipientOutcome {}

    /** The message has been there already. */
    record Loops(Failure why) implements RecipientOutcome {}

    /** Directory or store did not answer: nothing is known of the address. */
    record CannotTell(Failure why) implements RecipientOutcome {}
}
