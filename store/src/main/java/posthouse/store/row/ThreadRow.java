// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.ArrayList;
import java.util.List;
import posthouse.store.engine.Bytes;

/**
 * The {@code H} row: a thread's emails with what its counts depend on, and the hashes of message ids that lead to it.
 *
 * @param subject hash of the base subject
 */
public record ThreadRow(long id, long subject, List<Member> members, List<Long> leads) {
    /** A thread that has this many emails gets no more: the next one starts another thread. */
    public static final int MOST_MEMBERS = 1_000;
    /** More message ids do not lead to a thread. */
    public static final int MOST_LEADS = 2_000;

    private static final int FORMAT = 1;

    /** One of its emails. */
    public record Member(long email, long receivedAt, boolean unread, List<Long> mailboxes) {}

    public static ThreadRow read(long id, Bytes value) {
        In in = new In(value, FORMAT);
        long subject = in.fixed();
        int count = in.count();
        var members = new ArrayList<Member>(count);
        for (int i = 0; i < count; i++) {
            long email = in.fixed();
            long receivedAt = in.fixed();
            boolean unread = in.octet() != 0;
            int boxes = in.count();
            var mailboxes = new ArrayList<Long>(boxes);
            for (int b = 0; b < boxes; b++) mailboxes.add(in.fixed());
            members.add(new Member(email, receivedAt, unread, mailboxes));
        }
        int leading = in.count();
        var leads = new ArrayList<Long>(leading);
        for (int i = 0; i < leading; i++) leads.add(in.fixed());
        return new ThreadRow(id, subject, members, leads);
    }

    public Bytes write() {
        Out out = new Out(FORMAT, 16 + members.size() * 28 + leads.size() * 8);
        out.fixed(subject).number(members.size());
        for (Member m : members) {
            out.fixed(m.email()).fixed(m.receivedAt()).octet(m.unread() ? 1 : 0);
            out.number(m.mailboxes().size());
            for (long mailbox : m.mailboxes()) out.fixed(mailbox);
        }
        out.number(leads.size());
        for (long lead : leads) out.fixed(lead);
        return out.done();
    }

    public boolean full() {
        return members.size() >= MOST_MEMBERS;
    }

    public ThreadRow withMembers(List<Member> to) {
        return new ThreadRow(id, subject, to, leads);
    }

    public ThreadRow withLeads(List<Long> to) {
        return new ThreadRow(id, subject, members, to);
    }
}
