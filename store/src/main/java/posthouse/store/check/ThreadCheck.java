// SPDX-License-Identifier: Apache-2.0
package posthouse.store.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.ThreadId;
import posthouse.store.Mailbox;
import posthouse.store.Role;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailRow;
import posthouse.store.row.FindingRow;
import posthouse.store.row.Head;
import posthouse.store.row.Membership;
import posthouse.store.row.Rows;
import posthouse.store.row.ThreadRow;

/** Verifies threads: their emails, what leads to them, and the counts of threads. */
final class ThreadCheck {
    private final AccountId account;
    private final Rows rows;
    private final Findings findings;
    private final Head head;
    private final Map<Long, EmailRow> emails;
    private final Map<Long, Mailbox> mailboxes;
    private final Map<Long, Set<Long>> leads = new HashMap<>();
    private final Map<Long, long[]> counted = new HashMap<>();
    private final Set<Long> threaded = new HashSet<>();
    private long read;

    ThreadCheck(
            AccountId account,
            Rows rows,
            Findings findings,
            Head head,
            Map<Long, EmailRow> emails,
            Map<Long, Mailbox> mailboxes) {
        this.account = account;
        this.rows = rows;
        this.findings = findings;
        this.head = head;
        this.emails = emails;
        this.mailboxes = mailboxes;
    }

    long run() {
        rows.each(Keys.first(Tag.THREAD), Keys.end(Tag.THREAD), row -> {
            read++;
            thread(ThreadRow.read(Keys.id(row.key()), row.value()));
        });
        for (long id : emails.keySet()) expect(threaded.contains(id), "email ", new EmailId(id), " is in no thread");
        rows.each(Keys.first(Tag.FINDING), Keys.end(Tag.FINDING), row -> {
            read++;
            long hash = Keys.id(row.key());
            for (FindingRow.Lead lead : FindingRow.read(row.value())) {
                Set<Long> known = leads.get(lead.thread());
                expect(
                        known != null && known.contains(hash),
                        "a message id leads to thread ",
                        new ThreadId(lead.thread()),
                        " which does not know it");
            }
        });
        for (Mailbox m : mailboxes.values()) {
            long[] c = counted.getOrDefault(m.id().value(), new long[2]);
            expect(m.totalThreads() == c[0], m.id(), " counts ", m.totalThreads(), " threads, recounted ", c[0]);
            expect(
                    m.unreadThreads() == c[1],
                    m.id(),
                    " counts ",
                    m.unreadThreads(),
                    " unread threads, recounted ",
                    c[1]);
        }
        return read;
    }

    private void expect(boolean holds, Object... what) {
        findings.expect(holds, account, what);
    }

    private void thread(ThreadRow thread) {
        Object name = new ThreadId(thread.id());
        expect(!thread.members().isEmpty(), name, " has no emails");
        leads.put(thread.id(), new HashSet<>(thread.leads()));
        for (ThreadRow.Member m : thread.members()) {
            EmailRow e = emails.get(m.email());
            expect(e != null, name, " has an email that does not exist");
            expect(threaded.add(m.email()), "email ", new EmailId(m.email()), " is twice in threads");
            if (e == null) continue;
            var places = new HashSet<Long>();
            for (Membership place : e.memberships()) places.add(place.mailbox());
            boolean same = e.thread() == thread.id()
                    && e.receivedAt() == m.receivedAt()
                    && e.unread() == m.unread()
                    && places.equals(new HashSet<>(m.mailboxes()));
            expect(same, name, " does not say of email ", new EmailId(m.email()), " what the email says");
        }
        count(thread);
    }

    /** Counted from the emails themselves, not as the writer does it. */
    private void count(ThreadRow thread) {
        long trash = head.role(Role.TRASH);
        var boxes = new HashSet<Long>();
        boolean unreadOutside = false;
        boolean unreadInTrash = false;
        for (ThreadRow.Member m : thread.members()) {
            EmailRow e = emails.get(m.email());
            if (e == null) continue;
            boolean inTrash = false;
            boolean outside = false;
            for (Membership place : e.memberships()) {
                boxes.add(place.mailbox());
                if (place.mailbox() == trash) inTrash = true;
                else outside = true;
            }
            unreadOutside |= e.unread() && outside;
            unreadInTrash |= e.unread() && inTrash;
        }
        for (long box : boxes) {
            long[] c = counted.computeIfAbsent(box, k -> new long[2]);
            c[0]++;
            if (box == trash ? unreadInTrash : unreadOutside) c[1]++;
        }
    }
}
