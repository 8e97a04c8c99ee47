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
        return new Mailbox(
                id,
                name,
                parent,
                role,
                (int) in.number(),
                (flags & 4) != 0,
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number());
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
                unreadThreads);
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
                m.unreadThreads());
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
                m.unreadThreads());
    }

    private MailboxRow() {}
}
