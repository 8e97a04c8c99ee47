// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.base.MailboxId;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailRow;
import posthouse.store.row.MemberRow;
import posthouse.store.row.Membership;

/** An email's rows in its mailboxes, and what they count. */
final class MemberRows {
    /** Memberships for these mailboxes; those that were before keep their uid. */
    static List<Membership> places(Boxes boxes, Set<MailboxId> mailboxes, List<Membership> before, long now) {
        var places = new ArrayList<Membership>(mailboxes.size());
        for (Membership m : before) if (mailboxes.contains(new MailboxId(m.mailbox()))) places.add(m);
        for (MailboxId id : mailboxes) {
            if (before.stream().anyMatch(m -> m.mailbox() == id.value())) continue;
            places.add(new Membership(id.value(), boxes.takeUid(id.value()), now, false));
        }
        return places;
    }

    static void put(Overlay rows, Boxes boxes, Optional<EmailRow> before, EmailRow after) {
        before.ifPresent(row -> leave(rows, boxes, row, after));
        for (Membership m : after.memberships()) {
            rows.put(Keys.member(m.mailbox(), m.uid()), MemberRow.of(after, m).write());
            boolean stayed = before.isPresent() && before.get().in(m.mailbox()).isPresent();
            if (stayed && marked(before.get(), after)) boxes.mark(m.mailbox());
            boxes.count(m.mailbox(), stayed ? 0 : 1, unread(after) - (stayed ? unread(before.get()) : 0));
        }
        rows.put(Keys.of(Tag.EMAIL, after.id()), after.write());
    }

    private static boolean marked(EmailRow before, EmailRow after) {
        return before.bits() != after.bits() || !before.more().equals(after.more());
    }

    private static void leave(Overlay rows, Boxes boxes, EmailRow before, EmailRow after) {
        for (Membership m : before.memberships()) if (after.in(m.mailbox()).isEmpty()) remove(rows, boxes, before, m);
    }

    static void remove(Overlay rows, Boxes boxes, EmailRow row) {
        for (Membership m : row.memberships()) remove(rows, boxes, row, m);
    }

    private static void remove(Overlay rows, Boxes boxes, EmailRow row, Membership m) {
        rows.delete(Keys.member(m.mailbox(), m.uid()));
        boxes.count(m.mailbox(), -1, -unread(row));
    }

    private static int unread(EmailRow row) {
        return row.unread() ? 1 : 0;
    }

    private MemberRows() {}
}
