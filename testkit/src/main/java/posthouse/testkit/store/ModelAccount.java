// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.base.ThreadId;
import posthouse.store.EmailState;
import posthouse.store.MailList;
import posthouse.store.Mailbox;
import posthouse.store.NewMailbox;
import posthouse.store.Role;
import posthouse.store.View;

/** What an account should be, in the simplest words: maps that are compared with the store in whole. */
final class ModelAccount {
    /** One email. */
    record Mail(ThreadId thread, long receivedAt, long size, Set<MailboxId> mailboxes, Set<String> keywords) {
        boolean unread() {
            return !keywords.contains("$seen") && !keywords.contains("$draft");
        }

        Mail in(Set<MailboxId> to) {
            return new Mail(thread, receivedAt, size, Set.copyOf(to), keywords);
        }

        Mail with(Set<String> names) {
            return new Mail(thread, receivedAt, size, mailboxes, Set.copyOf(names));
        }
    }

    /** What leads to a thread. */
    record Lead(String subject, Set<String> ids) {}

    final Map<EmailId, Mail> mails = new LinkedHashMap<>();
    final Map<MailboxId, NewMailbox> boxes = new LinkedHashMap<>();
    final Map<ThreadId, Lead> threads = new HashMap<>();

    ModelAccount copy() {
        var copy = new ModelAccount();
        copy.mails.putAll(mails);
        copy.boxes.putAll(boxes);
        threads.forEach((id, lead) -> copy.threads.put(id, new Lead(lead.subject(), new HashSet<>(lead.ids()))));
        return copy;
    }

    /** Takes what a fresh account has. */
    void start(View view) {
        for (Mailbox m : view.mailboxes()) boxes.put(m.id(), NewMailbox.of(m));
    }

    /** An email was added: is its thread the right one? */
    void added(EmailId id, EmailState state, String subject, Set<String> ids) {
        var candidates = new HashSet<ThreadId>();
        threads.forEach((thread, lead) -> {
            boolean shares = lead.ids().stream().anyMatch(ids::contains);
            if (shares && lead.subject().equals(subject)) candidates.add(thread);
        });
        if (candidates.isEmpty()) assertTrue(!threads.containsKey(state.thread()), "joined a foreign thread");
        else assertTrue(candidates.contains(state.thread()), "did not join its thread");
        threads.computeIfAbsent(state.thread(), t -> new Lead(subject, new HashSet<>()))
                .ids()
                .addAll(ids);
        mails.put(
                id,
                new Mail(
                        state.thread(),
                        state.receivedAt().toEpochMilli(),
                        state.size(),
                        Set.copyOf(state.mailboxes()),
                        Set.copyOf(state.keywords())));
    }

    void removed(EmailId id) {
        Mail mail = mails.remove(id);
        if (mail == null) return;
        boolean last = mails.values().stream().noneMatch(m -> m.thread().equals(mail.thread()));
        if (last) threads.remove(mail.thread());
    }

    /** Newest first. */
    List<EmailId> list(Optional<MailboxId> mailbox) {
        var ids = new ArrayList<EmailId>();
        mails.forEach((id, m) -> {
            if (mailbox.isEmpty() || m.mailboxes().contains(mailbox.get())) ids.add(id);
        });
        Comparator<EmailId> byDate = Comparator.comparingLong(
                id -> -java.util.Objects.requireNonNull(mails.get(id)).receivedAt());
        ids.sort(byDate.thenComparing((a, b) -> Long.compareUnsigned(a.value(), b.value())));
        return ids;
    }

    /** Compares everything. */
    void compare(View view) {
        Map<MailboxId, Mailbox> seen = new HashMap<>();
        for (Mailbox m : view.mailboxes()) seen.put(m.id(), m);
        assertEquals(boxes.keySet(), seen.keySet(), "mailboxes");
        boxes.forEach((id, box) -> {
            Mailbox m = java.util.Objects.requireNonNull(seen.get(id));
            assertEquals(box, NewMailbox.of(m));
            counts(id, m);
            lines(Optional.of(id), view.list(id));
        });
        lines(Optional.empty(), view.all());
        Map<EmailId, EmailState> states = view.emailStates(mails.keySet());
        assertEquals(mails.keySet(), states.keySet(), "emails");
        mails.forEach((id, m) -> {
            EmailState s = java.util.Objects.requireNonNull(states.get(id));
            assertEquals(
                    m,
                    new Mail(
                            s.thread(),
                            s.receivedAt().toEpochMilli(),
                            s.size(),
                            Set.copyOf(s.mailboxes()),
                            Set.copyOf(s.keywords())));
        });
        for (ThreadId thread : threads.keySet()) {
            var members = new HashSet<EmailId>();
            mails.forEach((id, m) -> {
                if (m.thread().equals(thread)) members.add(id);
            });
            assertEquals(members, new HashSet<>(view.thread(thread)), "members of a thread");
        }
        assertEquals(
                mails.values().stream().mapToLong(Mail::size).sum(),
                view.quota().usedBytes());
    }

    private void lines(Optional<MailboxId> mailbox, MailList list) {
        var ids = new ArrayList<EmailId>();
        for (int i = 0; i < list.size(); i++) {
            EmailId id = list.email(i);
            ids.add(id);
            Mail m = mails.get(id);
            if (m == null) continue;
            assertEquals(m.keywords().contains("$seen"), (list.bits(i) & MailList.SEEN) != 0, "seen bit");
            assertEquals(m.keywords().contains("$flagged"), (list.bits(i) & MailList.FLAGGED) != 0, "flagged bit");
            assertEquals(m.thread(), list.thread(i));
            assertEquals(i, list.indexOf(id, list.receivedAt(i)));
        }
        assertEquals(list(mailbox), ids, "list of " + mailbox);
    }

    private void counts(MailboxId id, Mailbox m) {
        Optional<MailboxId> trash = boxes.entrySet().stream()
                .filter(e -> e.getValue().role().equals(Optional.of(Role.TRASH)))
                .map(Map.Entry::getKey)
                .findFirst();
        long total = 0;
        long unread = 0;
        var threadsIn = new TreeSet<Long>();
        for (Mail mail : mails.values()) {
            if (!mail.mailboxes().contains(id)) continue;
            total++;
            if (mail.unread()) unread++;
            threadsIn.add(mail.thread().value());
        }
        long unreadThreads = 0;
        for (long thread : threadsIn) {
            boolean found = false;
            for (Mail mail : mails.values()) {
                if (mail.thread().value() != thread || !mail.unread()) continue;
                boolean inTrash = trash.isPresent() && mail.mailboxes().contains(trash.get());
                boolean onlyTrash = inTrash && mail.mailboxes().size() == 1;
                found |= Optional.of(id).equals(trash) ? inTrash : !onlyTrash;
            }
            if (found) unreadThreads++;
        }
        assertEquals(
                List.of(total, unread, (long) threadsIn.size(), unreadThreads),
                List.of(m.totalEmails(), m.unreadEmails(), m.totalThreads(), m.unreadThreads()),
                "counts of " + m.name());
    }
}
