// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.Optional;
import posthouse.base.MailboxId;
import posthouse.store.Mailbox;
import posthouse.store.NewMailbox;
import posthouse.store.Role;
import posthouse.store.engine.Bytes;

/** The {@code B} row. */
public final class MailboxRow {
    private static final int FORMAT = 1;

    public static Mailbox read(MailboxId id, Bytes value) {
        In in = new In(value, FORMAT);
        int flags = in.octet();
        String name = in.text();
        Optional<MailboxId> parent = (flags & 1) != 0 ? Optional.of(new MailboxId(in.fixed())) : Optional.empty();
        Optional<Role> role = (flags & 2) != 0 ? Optional.of(Role.values()[in.octet()]) : Optional.empty();
        int sortOrder = (int) in.number();
        long uidValidity = in.number();
        long uidNext = in.number();
        long modseq = in.number();
        long emails = in.number();
        long unread = in.number();
        long threads = in.number();
        long unreadThreads = in.number();
        // Rows of before these two were kept end here.
        long changed = in.more() ? in.number() : modseq;
        long marked = in.more() ? in.number() : modseq;
        return new Mailbox(
                id,
                name,
                parent,
                role,
                sortOrder,
                (flags & 4) != 0,
                uidValidity,
                uidNext,
                modseq,
                emails,
                unread,
                threads,
                unreadThreads,
                changed,
                marked);
    }

    public static Bytes write(Mailbox m) {
        int flags = (m.parent().isPresent() ? 1 : 0) | (m.role().isPresent() ? 2 : 0) | (m.subscribed() ? 4 : 0);
        Out out = new Out(FORMAT, 64).octet(flags).text(m.name());
        m.parent().ifPresent(p -> out.fixed(p.value()));
        m.role().ifPresent(r -> out.octet(r.ordinal()));
        return out.number(m.sortOrder())
                .number(m.uidValidity())
                .number(m.uidNext())
                .number(m.highestModseq())
                .number(m.totalEmails())
                .number(m.unreadEmails())
                .number(m.totalThreads())
                .number(m.unreadThreads())
                .number(m.changed())
                .number(m.marked())
                .done();
    }

    /** The same mailbox with other counts. */
    public static Mailbox counted(
            Mailbox m, long uidNext, long modseq, long emails, long unread, long threads, long unreadThreads) {
        return new Mailbox(
                m.id(),
                m.name(),
                m.parent(),
                m.role(),
                m.sortOrder(),
                m.subscribed(),
                m.uidValidity(),
                uidNext,
                modseq,
                emails,
                unread,
                threads,
                unreadThreads,
                m.changed(),
                m.marked());
    }

    /** The same mailbox with the versions of its last changes. */
    public static Mailbox changed(Mailbox m, long changed, long marked) {
        return new Mailbox(
                m.id(),
                m.name(),
                m.parent(),
                m.role(),
                m.sortOrder(),
                m.subscribed(),
                m.uidValidity(),
                m.uidNext(),
                m.highestModseq(),
                m.totalEmails(),
                m.unreadEmails(),
                m.totalThreads(),
                m.unreadThreads(),
                changed,
                marked);
    }

    /** The same mailbox below another one. */
    public static Mailbox below(Mailbox m, Optional<MailboxId> parent) {
        return new Mailbox(
                m.id(),
                m.name(),
                parent,
                m.role(),
                m.sortOrder(),
                m.subscribed(),
                m.uidValidity(),
                m.uidNext(),
                m.highestModseq(),
                m.totalEmails(),
                m.unreadEmails(),
                m.totalThreads(),
                m.unreadThreads(),
                m.changed(),
                m.marked());
    }

    /** The same mailbox as somebody wants to have it. */
    public static Mailbox shaped(Mailbox m, NewMailbox to) {
        return new Mailbox(
                m.id(),
                to.name(),
                to.parent(),
                to.role(),
                to.sortOrder(),
                to.subscribed(),
                m.uidValidity(),
                m.uidNext(),
                m.highestModseq(),
                m.totalEmails(),
                m.unreadEmails(),
                m.totalThreads(),
                m.unreadThreads(),
                m.changed(),
                m.marked());
    }

    private MailboxRow() {}
}
