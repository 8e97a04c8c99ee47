// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.List;

/**
 * How an email was before and after a commit.
 *
 * @param version of the commit; of the last one after joining
 * @param before where it was; empty when it did not exist
 * @param after where it is; empty when it is gone
 */
public record EmailDelta(
        long version,
        long id,
        long thread,
        long receivedAt,
        long size,
        long bitsBefore,
        long bitsAfter,
        List<Place> before,
        List<Place> after) {

    /** A mailbox and the uid in it. */
    public record Place(long mailbox, long uid) {}

    /** This change and then that one, as one. */
    public EmailDelta then(EmailDelta next) {
        return new EmailDelta(
                next.version, id, thread, receivedAt, size, bitsBefore, next.bitsAfter, before, next.after);
    }

    public boolean created() {
        return before.isEmpty();
    }

    public boolean destroyed() {
        return after.isEmpty();
    }

    /** The uid in a mailbox before the change; 0 when it was not there. */
    public long uidBefore(long mailbox) {
        return uid(before, mailbox);
    }

    /** The uid in a mailbox after the change; 0 when it is not there. */
    public long uidAfter(long mailbox) {
        return uid(after, mailbox);
    }

    private static long uid(List<Place> places, long mailbox) {
        for (Place p : places) if (p.mailbox == mailbox) return p.uid;
        return 0;
    }

    /** The places of memberships. */
    public static List<Place> places(List<Membership> memberships) {
        return memberships.stream().map(m -> new Place(m.mailbox(), m.uid())).toList();
    }
}
