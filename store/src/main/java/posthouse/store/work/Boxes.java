// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.MailboxId;
import posthouse.store.DataType;
import posthouse.store.Mailbox;
import posthouse.store.NewMailbox;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.LogEntry;
import posthouse.store.row.LogEntry.Kind;
import posthouse.store.row.MailboxRow;

/** The mailboxes that a work has touched; written once at its end. */
final class Boxes {
    private final Overlay rows;
    private final long version;
    private final Map<Long, Box> boxes = new LinkedHashMap<>();
    private boolean complete;

    /** A mailbox as it was and as it is. */
    private static final class Box {
        final Optional<Mailbox> before;
        Optional<Mailbox> now;

        Box(Optional<Mailbox> before) {
            this.before = before;
            now = before;
        }
    }

    Boxes(Overlay rows, long version) {
        this.rows = rows;
        this.version = version;
    }

    private Box box(long id) {
        return boxes.computeIfAbsent(
                id,
                key -> new Box(
                        rows.get(Keys.of(Tag.MAILBOX, key)).map(value -> MailboxRow.read(new MailboxId(key), value))));
    }

    Optional<Mailbox> get(long id) {
        return box(id).now;
    }

    List<Mailbox> all() {
        if (!complete) load();
        var all = new ArrayList<Mailbox>();
        for (Box box : boxes.values()) box.now.ifPresent(all::add);
        return all;
    }

    private void load() {
        complete = true;
        rows.each(Keys.first(Tag.MAILBOX), Keys.end(Tag.MAILBOX), row -> {
            long id = Keys.id(row.key());
            boxes.computeIfAbsent(id, key -> new Box(Optional.of(MailboxRow.read(new MailboxId(key), row.value()))));
        });
    }

    void put(Mailbox mailbox) {
        box(mailbox.id().value()).now = Optional.of(MailboxRow.changed(mailbox, version, mailbox.marked()));
    }

    void remove(long id) {
        box(id).now = Optional.empty();
    }

    /** Emails came or went, or only changed (all zero). */
    void count(long id, int emails, int unread) {
        Box box = box(id);
        if (emails != 0) box.now = box.now.map(m -> MailboxRow.changed(m, version, m.marked()));
        box.now = box.now.map(m -> MailboxRow.counted(
                m,
                m.uidNext(),
                version,
                m.totalEmails() + emails,
                m.unreadEmails() + unread,
                m.totalThreads(),
                m.unreadThreads()));
    }

    /** Keywords of an email in it changed. */
    void mark(long id) {
        Box box = box(id);
        box.now = box.now.map(m -> MailboxRow.changed(m, m.changed(), version));
    }

    void countThreads(long id, int threads, int unread) {
        Box box = box(id);
        box.now = box.now.map(m -> MailboxRow.counted(
                m,
                m.uidNext(),
                m.highestModseq(),
                m.totalEmails(),
                m.unreadEmails(),
                m.totalThreads() + threads,
                m.unreadThreads() + unread));
    }

    /** Sets what was counted anew. */
    void setUnreadThreads(long id, long unread) {
        Box box = box(id);
        box.now = box.now.map(m -> MailboxRow.counted(
                m, m.uidNext(), m.highestModseq(), m.totalEmails(), m.unreadEmails(), m.totalThreads(), unread));
    }

    /** The next uid of a mailbox, taken. */
    long takeUid(long id) {
        Box box = box(id);
        Mailbox m = box.now.orElseThrow(() -> Core.notFound("mailbox"));
        box.now = Optional.of(MailboxRow.counted(
                m, m.uidNext() + 1, version, m.totalEmails(), m.unreadEmails(), m.totalThreads(), m.unreadThreads()));
        return m.uidNext();
    }

    /** Whether anything but modseq changed. */
    boolean changed() {
        for (Box box : boxes.values()) if (kind(box).isPresent()) return true;
        return false;
    }

    /** Writes rows and log entries. */
    void flush(List<LogEntry> log) {
        boxes.forEach((id, box) -> {
            kind(box).ifPresent(kind -> log.add(LogEntry.of(DataType.MAILBOX, kind, id)));
            if (box.now.equals(box.before)) return;
            Bytes key = Keys.of(Tag.MAILBOX, id);
            if (box.now.isPresent()) rows.put(key, MailboxRow.write(box.now.get()));
            else rows.delete(key);
        });
    }

    private static Optional<Kind> kind(Box box) {
        if (box.now.isEmpty()) return box.before.isPresent() ? Optional.of(Kind.DESTROYED) : Optional.empty();
        if (box.before.isEmpty()) return Optional.of(Kind.CREATED);
        Mailbox before = box.before.get();
        Mailbox now = box.now.get();
        if (!NewMailbox.of(before).equals(NewMailbox.of(now))) return Optional.of(Kind.UPDATED);
        boolean counts = before.totalEmails() != now.totalEmails()
                || before.unreadEmails() != now.unreadEmails()
                || before.totalThreads() != now.totalThreads()
                || before.unreadThreads() != now.unreadThreads();
        return counts ? Optional.of(Kind.COUNTS) : Optional.empty();
    }
}
