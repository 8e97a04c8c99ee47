// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.formats.MessageIndex;
import posthouse.formats.Subjects;
import posthouse.store.DataType;
import posthouse.store.Mailbox;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailRow;
import posthouse.store.row.FindingRow;
import posthouse.store.row.FindingRow.Lead;
import posthouse.store.row.LogEntry;
import posthouse.store.row.LogEntry.Kind;
import posthouse.store.row.Membership;
import posthouse.store.row.ThreadRow;
import posthouse.store.row.ThreadRow.Member;

/**
 * Threads (RFC 8621 §3): an email joins the thread of an email that it shares a message id with, in Message-ID, In-Reply-To
 * or References, if both have the same base subject.
 */
final class ThreadWork {
    /** A message that names more others leads from the last of them only. */
    private static final int MOST_IDS = 100;

    private final Overlay rows;
    private final Boxes boxes;
    private final Map<Long, Optional<ThreadRow>> before = new LinkedHashMap<>();
    private final Map<Long, Optional<ThreadRow>> now = new HashMap<>();

    ThreadWork(Overlay rows, Boxes boxes) {
        this.rows = rows;
        this.boxes = boxes;
    }

    /** Where a message belongs. */
    record Place(long thread, long subject, List<Long> leads, Set<Long> unknown) {}

    /** Finds the thread of a message, or takes the fresh id for a new one. */
    Place find(MessageIndex index, long freshId) {
        Set<String> ids = ids(index);
        if (ids.isEmpty()) return fresh(freshId, hash(""), List.of(), Set.of());
        long subject = hash(Subjects.base(index.envelope().subject().orElse("")));
        var leads = new ArrayList<Long>(ids.size());
        var keys = new ArrayList<Bytes>(ids.size());
        for (String id : ids) {
            long lead = hash(id);
            leads.add(lead);
            keys.add(Keys.of(Tag.FINDING, lead));
        }
        var found = rows.getAll(keys);
        var unknown = new HashSet<Long>();
        for (Bytes key : keys) if (!found.containsKey(key)) unknown.add(Keys.id(key));
        for (Bytes key : keys) {
            Bytes value = found.get(key);
            if (value == null) continue;
            for (Lead lead : FindingRow.read(value).reversed()) {
                if (lead.subject() != subject) continue;
                Optional<ThreadRow> thread = get(lead.thread());
                if (thread.isPresent() && !thread.get().full())
                    return new Place(lead.thread(), subject, leads, unknown);
            }
        }
        return fresh(freshId, subject, leads, unknown);
    }

    private Place fresh(long id, long subject, List<Long> leads, Set<Long> unknown) {
        now.put(id, Optional.empty());
        return new Place(id, subject, leads, unknown);
    }

    /** The most telling first: what it answers, what it refers to from the last on, itself. */
    private static Set<String> ids(MessageIndex index) {
        var ids = new LinkedHashSet<String>();
        add(ids, index.inReplyTo());
        add(ids, index.references().reversed());
        if (ids.size() > MOST_IDS - 1) {
            var fewer = new LinkedHashSet<String>();
            for (String id : ids) if (fewer.size() < MOST_IDS - 1) fewer.add(id);
            ids = fewer;
        }
        if (!index.messageId().isEmpty()) add(ids, index.messageId().subList(0, 1));
        return ids;
    }

    private static void add(Set<String> ids, List<String> more) {
        for (String id : more) if (!id.isBlank()) ids.add(id);
    }

    static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<ThreadRow> get(long id) {
        Optional<ThreadRow> known = now.get(id);
        if (known == null) {
            known = rows.get(Keys.of(Tag.THREAD, id)).map(value -> ThreadRow.read(id, value));
            now.put(id, known);
        }
        return known;
    }

    /** The emails of a thread as this work sees them. */
    Optional<ThreadRow> row(long id) {
        return get(id);
    }

    /** Adds an email to its thread. */
    void add(Place place, EmailRow email, long trash) {
        ThreadRow row = get(place.thread())
                .orElseGet(() -> new ThreadRow(place.thread(), place.subject(), List.of(), List.of()));
        var leads = new LinkedHashSet<>(row.leads());
        for (long lead : place.leads()) {
            if (leads.size() >= ThreadRow.MOST_LEADS || !leads.add(lead)) continue;
            lead(lead, new Lead(place.thread(), row.subject()), place.unknown().contains(lead));
        }
        var members = new ArrayList<>(row.members());
        members.add(member(email));
        set(row.withMembers(members).withLeads(List.copyOf(leads)), trash);
    }

    private void lead(long hash, Lead lead, boolean unknown) {
        Bytes key = Keys.of(Tag.FINDING, hash);
        var leads = new ArrayList<Lead>(
                unknown ? List.of() : rows.get(key).map(FindingRow::read).orElse(List.of()));
        leads.add(lead);
        if (leads.size() > FindingRow.MOST) leads.removeFirst();
        rows.put(key, FindingRow.write(leads));
    }

    /** An email changed its keywords or places. */
    void update(EmailRow email, long trash) {
        get(email.thread()).ifPresent(row -> {
            Member next = member(email);
            var members = new ArrayList<>(row.members());
            members.replaceAll(m -> m.email() == email.id() ? next : m);
            if (!members.equals(row.members())) set(row.withMembers(members), trash);
        });
    }

    /** An email is gone; with the last one the thread goes. */
    void remove(EmailRow email, long trash) {
        get(email.thread()).ifPresent(row -> {
            var members = new ArrayList<>(row.members());
            members.removeIf(m -> m.email() == email.id());
            if (members.isEmpty()) for (long lead : row.leads()) unlead(lead, row.id());
            set(row.withMembers(members), trash);
        });
    }

    private void unlead(long hash, long thread) {
        Bytes key = Keys.of(Tag.FINDING, hash);
        rows.get(key).ifPresent(value -> {
            var leads = new ArrayList<>(FindingRow.read(value));
            leads.removeIf(lead -> lead.thread() == thread);
            if (leads.isEmpty()) rows.delete(key);
            else rows.put(key, FindingRow.write(leads));
        });
    }

    private static Member member(EmailRow e) {
        var mailboxes = new ArrayList<Long>(e.memberships().size());
        for (Membership m : e.memberships()) mailboxes.add(m.mailbox());
        return new Member(e.id(), e.receivedAt(), e.unread(), mailboxes);
    }

    private void set(ThreadRow next, long trash) {
        Optional<ThreadRow> old = get(next.id());
        before.putIfAbsent(next.id(), old);
        var counts = new HashMap<Long, int[]>();
        old.ifPresent(row -> counts(row, trash, counts, -1));
        counts(next, trash, counts, 1);
        counts.forEach((mailbox, c) -> {
            if (c[0] != 0 || c[1] != 0) boxes.countThreads(mailbox, c[0], c[1]);
        });
        Bytes key = Keys.of(Tag.THREAD, next.id());
        if (next.members().isEmpty()) {
            now.put(next.id(), Optional.empty());
            rows.delete(key);
        } else {
            now.put(next.id(), Optional.of(next));
            rows.put(key, next.write());
        }
    }

    /**
     * What a thread counts in each mailbox: one thread, and whether it is unread there. An unread email makes the thread unread
     * in all its mailboxes, but mail in the trash counts in the trash only (RFC 8621 §2).
     */
    static void counts(ThreadRow row, long trash, Map<Long, int[]> into, int sign) {
        boolean unreadElsewhere = false;
        boolean unreadInTrash = false;
        var mailboxes = new LinkedHashSet<Long>();
        for (Member m : row.members()) {
            mailboxes.addAll(m.mailboxes());
            if (!m.unread()) continue;
            boolean inTrash = m.mailboxes().contains(trash);
            unreadInTrash |= inTrash;
            unreadElsewhere |= !inTrash || m.mailboxes().size() > 1;
        }
        for (long mailbox : mailboxes) {
            int[] c = into.computeIfAbsent(mailbox, k -> new int[2]);
            c[0] += sign;
            if (mailbox == trash ? unreadInTrash : unreadElsewhere) c[1] += sign;
        }
    }

    /** Counts the unread threads of every mailbox anew. */
    static void recount(Overlay rows, Boxes boxes, long trash) {
        var counts = new HashMap<Long, int[]>();
        rows.each(
                Keys.first(Tag.THREAD),
                Keys.end(Tag.THREAD),
                row -> counts(ThreadRow.read(Keys.id(row.key()), row.value()), trash, counts, 1));
        for (Mailbox m : boxes.all()) {
            int[] c = counts.get(m.id().value());
            boxes.setUnreadThreads(m.id().value(), c == null ? 0 : c[1]);
        }
    }

    /** Whether the emails of any thread came or went. */
    boolean changed() {
        var log = new ArrayList<LogEntry>();
        flush(log);
        return !log.isEmpty();
    }

    void flush(List<LogEntry> log) {
        before.forEach((id, was) -> {
            Optional<ThreadRow> is = get(id);
            if (was.isEmpty() && is.isEmpty()) return;
            if (was.isEmpty()) log.add(LogEntry.of(DataType.THREAD, Kind.CREATED, id));
            else if (is.isEmpty()) log.add(LogEntry.of(DataType.THREAD, Kind.DESTROYED, id));
            else if (!emails(was.get()).equals(emails(is.get())))
                log.add(LogEntry.of(DataType.THREAD, Kind.UPDATED, id));
        });
    }

    private static List<Long> emails(ThreadRow row) {
        return row.members().stream().map(Member::email).sorted().toList();
    }
}
