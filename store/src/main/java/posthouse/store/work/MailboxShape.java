// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import posthouse.base.Action;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.MailboxId;
import posthouse.base.Refused;
import posthouse.store.Mailbox;
import posthouse.store.NewMailbox;
import posthouse.store.Role;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.MailboxRow;

/** Making, renaming, moving and destroying mailboxes, and the rules of it. */
final class MailboxShape {
    private static final int NAME_OCTETS = 255;
    private static final int DEPTH = 10;
    private static final int MOST = 10_000;

    private final AccountTx tx;
    private final Overlay rows;
    private final Boxes boxes;
    private final long[] roles;

    MailboxShape(AccountTx tx, Overlay rows, Boxes boxes, long[] roles) {
        this.tx = tx;
        this.rows = rows;
        this.boxes = boxes;
        this.roles = roles;
    }

    MailboxId create(NewMailbox wanted, long seconds) {
        allow(wanted.parent());
        NewMailbox to = checked(wanted, Optional.empty());
        int count = boxes.all().size();
        if (count >= MOST) throw new Refused(new Failure.TooMany(KB.TOO_MANY_OF_THEM, "folders", count, MOST));
        var id = new MailboxId(tx.core.fresh());
        var blank = new Mailbox(
                id,
                to.name(),
                to.parent(),
                to.role(),
                to.sortOrder(),
                to.subscribed(),
                seconds,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
        boxes.put(blank);
        to.parent().ifPresent(parent -> tx.folderRights().inherit(parent, id));
        role(Optional.empty(), to.role(), id);
        return id;
    }

    void update(MailboxId id, NewMailbox wanted) {
        Mailbox shown = tx.mailbox(id).orElseThrow(() -> Core.notFound("mailbox"));
        if (wanted.equals(NewMailbox.of(shown))) return;
        Mailbox before = boxes.get(id.value()).orElseThrow(() -> Core.notFound("mailbox"));
        requireShape(tx.gate, before);
        // Whoever does not see where it lies leaves it there.
        NewMailbox asked = wanted.parent().equals(shown.parent()) ? wanted.withParent(before.parent()) : wanted;
        if (!asked.parent().equals(before.parent())) allow(asked.parent());
        NewMailbox to = checked(asked, Optional.of(id));
        if (!to.name().equals(before.name()) || !to.parent().equals(before.parent())) FormerNames.keep(rows, before);
        boxes.put(MailboxRow.shaped(before, to));
        role(before.role(), to.role(), id);
    }

    void destroy(MailboxId id) {
        if (tx.mailbox(id).isEmpty()) throw Core.notFound("mailbox");
        Mailbox box = boxes.get(id.value()).orElseThrow(() -> Core.notFound("mailbox"));
        requireShape(tx.gate, box);
        if (box.role().equals(Optional.of(Role.INBOX)))
            throw new Refused(new Failure.Denied(KB.NOT_PERMITTED, Level.FOLDER));
        for (Mailbox other : boxes.all())
            if (other.parent().equals(Optional.of(id)))
                throw new Refused(new Failure.Conflict(KB.MAILBOX_HAS_CHILD, box.name()));
        boolean rowsLeft = !rows.page(Keys.of(Tag.MEMBER, id.value()), Keys.after(Tag.MEMBER, id.value()), 1)
                .items()
                .isEmpty();
        if (box.totalEmails() > 0 || rowsLeft)
            throw new Refused(new Failure.Conflict(KB.MAILBOX_HAS_EMAIL, box.name()));
        role(box.role(), Optional.empty(), id);
        boxes.remove(id.value());
        tx.folderRights().forget(id);
    }

    /** A folder's shape is its owners'; that of an account's top is the account's. */
    static void requireShape(Gate gate, Mailbox box) {
        gate.require(Action.SHAPE, box.id().value());
        if (box.parent().isEmpty()) gate.requireWhole(Action.SHAPE);
    }

    private void allow(Optional<MailboxId> parent) {
        if (parent.isPresent()) tx.gate.require(Action.SHAPE, parent.get().value());
        else tx.gate.requireWhole(Action.SHAPE);
    }

    private void role(Optional<Role> before, Optional<Role> after, MailboxId id) {
        if (before.equals(after)) return;
        before.ifPresent(role -> roles[role.ordinal()] = 0);
        after.ifPresent(role -> roles[role.ordinal()] = id.value());
        boolean trash = before.equals(Optional.of(Role.TRASH)) || after.equals(Optional.of(Role.TRASH));
        if (trash) tx.recountThreads();
    }

    private NewMailbox checked(NewMailbox wanted, Optional<MailboxId> self) {
        String name = Normalizer.normalize(wanted.name(), Normalizer.Form.NFC);
        int octets = name.getBytes(StandardCharsets.UTF_8).length;
        if (name.isBlank()) throw bad("name", "an empty name");
        if (octets > NAME_OCTETS) throw bad("name", "a name of " + octets + " octets");
        if (name.chars().anyMatch(c -> c < 0x20 || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029)
                || !name.strip().equals(name)) throw bad("name", "a name with control characters or blanks around it");
        if (wanted.sortOrder() < 0) throw bad("sortOrder", "a negative number");
        if (wanted.parent().isPresent()) checkParent(wanted.parent().get(), self);
        for (Mailbox other : boxes.all()) {
            if (self.isPresent() && other.id().equals(self.get())) continue;
            if (other.name().equals(name) && other.parent().equals(wanted.parent()))
                throw new Refused(new Failure.AlreadyExists(KB.ALREADY_EXISTS, "folder"));
            if (wanted.role().isPresent() && other.role().equals(wanted.role()))
                throw new Refused(new Failure.AlreadyExists(KB.ALREADY_EXISTS, "role"));
        }
        return wanted.withName(name);
    }

    private void checkParent(MailboxId parent, Optional<MailboxId> self) {
        if (boxes.get(parent.value()).isEmpty()) throw Core.notFound("mailbox");
        int above = 0;
        for (Optional<MailboxId> at = Optional.of(parent); at.isPresent(); at = parentOf(at.get())) {
            if (at.equals(self)) throw bad("parentId", "a folder inside itself");
            if (++above > DEPTH) throw bad("parentId", "a folder more than " + DEPTH + " deep");
        }
        int below = self.isPresent() ? height(self.get(), 0) : 1;
        if (above + below > DEPTH) throw bad("parentId", "a folder more than " + DEPTH + " deep");
    }

    private Optional<MailboxId> parentOf(MailboxId id) {
        return boxes.get(id.value()).flatMap(Mailbox::parent);
    }

    private int height(MailboxId id, int guard) {
        int highest = 0;
        if (guard <= DEPTH)
            for (Mailbox other : boxes.all())
                if (other.parent().equals(Optional.of(id))) highest = Math.max(highest, height(other.id(), guard + 1));
        return highest + 1;
    }

    private static Refused bad(String where, String why) {
        return new Refused(new Failure.BadInput(KB.BAD_MAILBOX, where, why));
    }
}
