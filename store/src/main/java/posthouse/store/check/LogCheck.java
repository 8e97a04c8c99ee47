// SPDX-License-Identifier: Apache-2.0
package posthouse.store.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.store.DataType;
import posthouse.store.Mailbox;
import posthouse.store.engine.Row;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailDelta;
import posthouse.store.row.EmailRow;
import posthouse.store.row.Head;
import posthouse.store.row.LogEntry;
import posthouse.store.row.LogRow;
import posthouse.store.row.Rows;

/** Verifies the change log: complete above the floor, uids only rise, and its end is what the rows say. */
final class LogCheck {
    private final AccountId account;
    private final Rows rows;
    private final Findings findings;
    private final Head head;
    private final Map<Long, EmailRow> emails;
    private final Map<Long, Mailbox> mailboxes;
    private final Map<Long, Long> highestUid = new HashMap<>();
    /** Of the version that is being read: within one the order says nothing. */
    private final Map<Long, Long> newUids = new HashMap<>();

    private final Map<Long, EmailDelta> last = new HashMap<>();
    private final long[] states = new long[DataType.values().length];
    private long version;
    private long read;

    LogCheck(
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
        version = head.floor();
    }

    long run() {
        rows.each(Keys.first(Tag.LOG), Keys.end(Tag.LOG), this::row);
        settle();
        expect(version == head.version(), "the log ends at ", version, ", the account is at ", head.version());
        for (DataType type : DataType.values())
            expect(
                    states[type.ordinal()] <= head.state(type),
                    "the state of ",
                    type,
                    " is ",
                    head.state(type),
                    " but the log has it at ",
                    states[type.ordinal()]);
        last.forEach((id, delta) -> {
            EmailRow e = emails.get(id);
            List<EmailDelta.Place> places = e == null ? List.of() : EmailDelta.places(e.memberships());
            boolean same = places.equals(delta.after()) && (e == null || e.bits() == delta.bitsAfter());
            expect(same, "the log does not end at what email ", new EmailId(id), " is");
            if (e != null) expect(e.modseq() == delta.version(), "email ", new EmailId(id), " has another modseq");
        });
        for (EmailRow e : emails.values())
            if (e.modseq() > head.floor())
                expect(last.containsKey(e.id()), "the log lacks the last change of email ", new EmailId(e.id()));
        highestUid.forEach((id, uid) -> {
            Mailbox m = mailboxes.get(id);
            if (m != null) expect(uid < m.uidNext(), m.id(), " has uidnext ", m.uidNext(), " but gave out ", uid);
        });
        return read;
    }

    private void expect(boolean holds, Object... what) {
        findings.expect(holds, account, what);
    }

    private void row(Row row) {
        read++;
        long v = Keys.id(row.key());
        boolean isHead = row.key().array()[9] == 0;
        if (isHead) {
            expect(v == version + 1, "the log goes from version ", version, " to ", v);
            version = v;
            settle();
        } else {
            expect(v == version, "the log has a part of version ", v, " without its head");
        }
        var entries = new ArrayList<LogEntry>();
        LogRow.entries(row.value(), isHead, v, entries);
        for (LogEntry entry : entries) {
            states[entry.type().ordinal()] = v;
            entry.email().ifPresent(this::email);
        }
    }

    private void settle() {
        newUids.forEach((mailbox, uid) -> highestUid.merge(mailbox, uid, Math::max));
        newUids.clear();
    }

    private void email(EmailDelta d) {
        EmailDelta before = last.put(d.id(), d);
        if (before != null)
            expect(
                    before.after().equals(d.before()) && before.bitsAfter() == d.bitsBefore(),
                    "the log contradicts itself about email ",
                    new EmailId(d.id()),
                    " at version ",
                    d.version());
        for (EmailDelta.Place p : d.after()) {
            if (d.uidBefore(p.mailbox()) == p.uid()) continue;
            long highest = highestUid.getOrDefault(p.mailbox(), 0L);
            expect(p.uid() > highest, new MailboxId(p.mailbox()), " gave out uid ", p.uid(), " after ", highest);
            newUids.merge(p.mailbox(), p.uid(), Math::max);
        }
    }
}
