// SPDX-License-Identifier: Apache-2.0
package posthouse.store.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.EmailId;
import posthouse.base.MailboxId;
import posthouse.base.Refused;
import posthouse.store.DataType;
import posthouse.store.MailList;
import posthouse.store.Mailbox;
import posthouse.store.Role;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Row;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailRow;
import posthouse.store.row.Head;
import posthouse.store.row.In;
import posthouse.store.row.IntakeRow;
import posthouse.store.row.MailboxRow;
import posthouse.store.row.MemberRow;
import posthouse.store.row.Membership;
import posthouse.store.row.RightsRow;
import posthouse.store.row.Rows;
import posthouse.store.row.SeenRow;
import posthouse.store.row.StaticRow;
import posthouse.store.row.UploadRow;

/** Verifies one account at one version. */
public final class AccountCheck {
    private final AccountId account;
    private final Rows rows;
    private final Blobs blobs;
    private final Findings findings;
    private final Head head;
    private final Map<Long, EmailRow> emails = new HashMap<>();
    private final Map<Long, Mailbox> mailboxes = new HashMap<>();
    private final Map<Long, long[]> counted = new HashMap<>();
    private final Set<BlobId> seenBlobs = new HashSet<>();
    private long read;

    public AccountCheck(AccountId account, Rows rows, Blobs blobs, Findings findings) {
        this.account = account;
        this.rows = rows;
        this.blobs = blobs;
        this.findings = findings;
        head = rows.get(Keys.HEAD).map(Head::read).orElse(Head.NONE);
    }

    /** Runs every pass. */
    public void run() {
        if (head.version() == 0) return;
        if (head.deleted()) {
            long left = count(new Bytes(new byte[] {0}), new Bytes(new byte[] {(byte) 0xff}));
            expect(left == 1, "a removed account still has ", left - 1, " rows");
            return;
        }
        expect(rows.get(Keys.SPEC).isPresent(), "what the account is is not recorded");
        tags();
        each(Tag.EMAIL, this::email);
        each(Tag.MAILBOX, this::mailbox);
        each(Tag.MEMBER, this::member);
        members();
        fixed();
        shapes();
        counts();
        read += new ThreadCheck(account, rows, findings, head, emails, mailboxes).run();
        read += new LogCheck(account, rows, findings, head, emails, mailboxes).run();
        uploads();
        personal();
        each(Tag.INTAKE, row -> {
            IntakeRow intake = IntakeRow.read(row.value());
            blob(intake.blob(), intake.size(), "intake " + Keys.id(row.key()));
        });
        for (DataType type : DataType.values())
            expect(head.state(type) <= head.version(), "the state of ", type, " is ahead of the version");
    }

    /** Emails seen. */
    public long emails() {
        return emails.size();
    }

    /** Blobs seen. */
    public long blobs() {
        return seenBlobs.size();
    }

    /** Rows read. */
    public long rows() {
        return read;
    }

    private void expect(boolean holds, Object... what) {
        findings.expect(holds, account, what);
    }

    private void each(Tag tag, java.util.function.Consumer<Row> visit) {
        rows.each(Keys.first(tag), Keys.end(tag), row -> {
            read++;
            try {
                visit.accept(row);
            } catch (Refused | IllegalArgumentException | IndexOutOfBoundsException e) {
                expect(false, "a row of ", tag, " cannot be read: ", row.key());
            }
        });
    }

    private long count(Bytes from, Bytes to) {
        long[] count = {0};
        rows.each(from, to, row -> count[0]++);
        return count[0];
    }

    /** No row has a tag that is not in the tree. */
    private void tags() {
        var known = new HashSet<Byte>();
        for (Tag tag : Tag.values()) known.add(tag.letter());
        for (int letter = 0; letter < 255; letter++) {
            if (known.contains((byte) letter)) continue;
            var page = rows.page(new Bytes(new byte[] {(byte) letter}), new Bytes(new byte[] {(byte) (letter + 1)}), 1);
            expect(page.items().isEmpty(), "a row with the letter ", letter, " that nothing uses");
        }
    }

    private void email(Row row) {
        long id = Keys.id(row.key());
        EmailRow e = EmailRow.read(id, row.value());
        emails.put(id, e);
        Object name = new EmailId(id);
        expect(!e.memberships().isEmpty(), name, " is in no mailbox");
        expect(e.modseq() <= head.version(), name, " has a modseq ahead of the version");
        blob(e.blob(), e.blobSize(), name);
        var places = new HashSet<Long>();
        for (Membership m : e.memberships())
            expect(places.add(m.mailbox()), name, " is twice in ", new MailboxId(m.mailbox()));
    }

    private void blob(BlobId id, long size, Object of) {
        if (!seenBlobs.add(id)) return;
        Optional<Blobs.Info> info = blobs.info(id);
        expect(info.isPresent() && info.get().complete(), of, " refers to blob ", id, " that is not there");
        if (info.isPresent())
            expect(
                    info.get().size() == size,
                    of,
                    " says ",
                    size,
                    " octets, its blob has ",
                    info.get().size());
    }

    private void mailbox(Row row) {
        var id = new MailboxId(Keys.id(row.key()));
        mailboxes.put(id.value(), MailboxRow.read(id, row.value()));
    }

    private record Place(MailboxId mailbox, long uid) {}

    private void member(Row row) {
        long mailbox = Keys.id(row.key());
        long uid = Keys.uid(row.key());
        MemberRow m = MemberRow.read(row.value());
        Object name = new Place(new MailboxId(mailbox), uid);
        Mailbox box = mailboxes.get(mailbox);
        EmailRow e = emails.get(m.email());
        expect(box != null, name, " is in a mailbox that does not exist");
        expect(e != null, name, " is an email that does not exist");
        if (box == null || e == null) return;
        expect(uid > 0 && uid < box.uidNext(), name, " is not below uidnext ", box.uidNext());
        expect(m.modseq() <= box.highestModseq(), name, " has a modseq above the mailbox's");
        Optional<Membership> place = e.in(mailbox);
        expect(place.isPresent() && place.get().uid() == uid, name, " is not a place of its email");
        if (place.isPresent())
            expect(m.equals(MemberRow.of(e, place.get())), name, " does not say what its email says");
        long[] c = counted.computeIfAbsent(mailbox, k -> new long[2]);
        c[0]++;
        if ((m.bits() & (MailList.SEEN | MailList.DRAFT)) == 0) c[1]++;
    }

    private void members() {
        long used = 0;
        for (EmailRow e : emails.values()) {
            used += e.size();
            for (Membership m : e.memberships()) {
                Bytes key = Keys.member(m.mailbox(), m.uid());
                expect(rows.get(key).isPresent(), "email ", new EmailId(e.id()), " has no row in its mailbox");
            }
        }
        expect(used == head.usedBytes(), "quota says ", head.usedBytes(), " octets, recounted ", used);
        expect(emails.size() == head.emails(), "quota says ", head.emails(), " emails, recounted ", emails.size());
    }

    private void fixed() {
        var without = new HashSet<>(emails.keySet());
        each(Tag.STATIC, row -> {
            long id = Keys.id(row.key());
            EmailRow e = emails.get(id);
            without.remove(id);
            expect(e != null, "an index of email ", new EmailId(id), " that does not exist");
            StaticRow fixed = StaticRow.read(row.value());
            fixed.index();
            if (e != null)
                expect(fixed.prefix().length == e.prefixSize(), "email ", new EmailId(id), " has another prefix size");
        });
        for (long id : without) expect(false, "email ", new EmailId(id), " has no index");
        var texts = new HashSet<Long>();
        each(Tag.TEXT, row -> texts.add(Keys.id(row.key())));
        for (long id : texts) expect(emails.containsKey(id), "text of email ", new EmailId(id), " that does not exist");
        for (long id : emails.keySet()) expect(texts.contains(id), "email ", new EmailId(id), " has no text");
        each(Tag.RECOVERABLE, row -> {
            EmailRow e = EmailRow.read(0, new Bytes(new In(row.value(), 1).bytes()));
            blob(e.blob(), e.blobSize(), "recoverable email " + new EmailId(Keys.second(row.key())));
        });
    }

    private void shapes() {
        var names = new HashSet<Object>();
        for (Mailbox m : mailboxes.values()) {
            if (m.parent().isPresent())
                expect(mailboxes.containsKey(m.parent().get().value()), m.id(), " has a parent that does not exist");
            expect(names.add(java.util.List.of(m.parent(), m.name())), m.id(), " has a sibling of the same name");
            expect(m.highestModseq() <= head.version(), m.id(), " has a modseq ahead of the version");
            expect(Math.max(m.changed(), m.marked()) <= head.version(), m.id(), " changed ahead of the version");
            int depth = 0;
            for (Optional<MailboxId> at = m.parent(); at.isPresent() && depth <= 20; depth++) {
                Mailbox parent = mailboxes.get(at.get().value());
                at = parent == null ? Optional.empty() : parent.parent();
            }
            expect(depth <= 10, m.id(), " is nested too deep or in itself");
        }
        for (Role role : Role.values()) {
            long holder = head.role(role);
            for (Mailbox m : mailboxes.values())
                if (m.role().equals(Optional.of(role)))
                    expect(m.id().value() == holder, m.id(), " has a role that the head gives to another");
            if (holder == 0) continue;
            Mailbox m = mailboxes.get(holder);
            expect(
                    m != null && m.role().equals(Optional.of(role)),
                    new MailboxId(holder),
                    " has no role ",
                    role,
                    " but the head says so");
        }
    }

    private void counts() {
        for (Mailbox m : mailboxes.values()) {
            long[] c = Objects.requireNonNullElse(counted.get(m.id().value()), new long[2]);
            expect(m.totalEmails() == c[0], m.id(), " counts ", m.totalEmails(), " emails, recounted ", c[0]);
            expect(m.unreadEmails() == c[1], m.id(), " counts ", m.unreadEmails(), " unread, recounted ", c[1]);
        }
    }

    /** Rights, what people have read, who posted, old names. */
    private void personal() {
        each(Tag.RIGHTS, row -> {
            var id = new MailboxId(Keys.id(row.key()));
            RightsRow.read(row.value());
            expect(RightsRow.holder(row.key()).isPresent(), id, " gives a right to nobody that is known");
            expect(mailboxes.containsKey(id.value()), "a right on mailbox ", id, " that does not exist");
        });
        each(Tag.SEEN, row -> {
            SeenRow seen = SeenRow.read(row.value());
            long box = Keys.second(row.key());
            expect(seen.modseq() <= head.version(), "somebody read something ahead of the version");
            if (box == 0) return;
            Mailbox m = mailboxes.get(box);
            expect(m != null, "somebody read mail of mailbox ", new MailboxId(box), " that does not exist");
            if (m != null && !seen.ranges().isEmpty())
                expect(
                        seen.ranges().lastEntry().getValue() < m.uidNext(),
                        "somebody read mail of ",
                        m.id(),
                        " that did not come yet");
        });
        each(Tag.AUTHOR, row -> expect(emails.containsKey(Keys.id(row.key())), "an author of an email that is gone"));
        each(
                Tag.FORMER,
                row -> expect(
                        mailboxes.containsKey(new In(row.value(), 1).fixed()),
                        "an old name leads to a mailbox that does not exist"));
    }

    private void uploads() {
        long[] sum = {0};
        each(Tag.UPLOAD, row -> {
            UploadRow upload = UploadRow.read(row.value());
            sum[0] += upload.size();
            blob(new BlobId(Keys.id(row.key())), upload.size(), "upload");
        });
        expect(sum[0] == head.uploadBytes(), "uploads say ", head.uploadBytes(), " octets, recounted ", sum[0]);
    }
}
