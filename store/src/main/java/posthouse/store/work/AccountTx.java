// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import posthouse.base.AccessSnapshot;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.BlobId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Refused;
import posthouse.store.AccountSpec;
import posthouse.store.BlobRef;
import posthouse.store.DataType;
import posthouse.store.Job;
import posthouse.store.MailList;
import posthouse.store.Mailbox;
import posthouse.store.NewEmail;
import posthouse.store.NewMailbox;
import posthouse.store.Quota;
import posthouse.store.RightsHolder;
import posthouse.store.Role;
import posthouse.store.StagedBlob;
import posthouse.store.Tx;
import posthouse.store.ValueKind;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailDelta;
import posthouse.store.row.EmailRow;
import posthouse.store.row.Head;
import posthouse.store.row.JobRow;
import posthouse.store.row.Keywords;
import posthouse.store.row.LogEntry;
import posthouse.store.row.LogRow;
import posthouse.store.row.Membership;
import posthouse.store.row.Out;
import posthouse.store.row.SpecRow;
import posthouse.store.row.StaticRow;
import posthouse.store.row.UploadRow;
import posthouse.store.row.ValueRow;

/** One work's changes: one version of the account. */
final class AccountTx extends AccountView implements Tx {
    private static final int PREFIX = 8 << 10;
    private static final int RECIPIENT = 320;

    final Overlay layer;
    private final long version;
    private final long now;
    private final Boxes boxes;
    private final ThreadWork threads;
    private final MailboxShape shape;
    private final EmailChanges changes;
    private final List<LogEntry> entries = new ArrayList<>();
    private final EnumSet<DataType> touched = EnumSet.noneOf(DataType.class);
    private final TxBlobs blobs;
    private final RightsWork rights;
    private final PersonalMarks own;
    private final List<Bytes> marks = new ArrayList<>();
    private final long[] roles;
    private long used;
    private long emails;
    private long uploads;
    private boolean over;

    AccountTx(Core core, Gate gate, AccountId account, Overlay layer, Head head) {
        super(core, gate, account, layer, head, false, () -> {});
        this.layer = layer;
        version = head.version() + 1;
        now = core.clock.now().toEpochMilli();
        changes = new EmailChanges(version);
        boxes = new Boxes(layer, version);
        threads = new ThreadWork(layer, boxes);
        roles = head.roles().clone();
        used = head.usedBytes();
        emails = head.emails();
        uploads = head.uploadBytes();
        blobs = new TxBlobs(core);
        own = new PersonalMarks(this);
        rights = new RightsWork(core, layer);
        shape = new MailboxShape(this, layer, boxes, roles);
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public String state(DataType type) {
        if (!gate.whole()) return super.state(type);
        boolean changed = touched.contains(type)
                || switch (type) {
                    case EMAIL -> !changes.deltas().isEmpty();
                    case MAILBOX -> boxes.changed();
                    case THREAD -> threads.changed();
                    case QUOTA -> used != head.usedBytes();
                    default -> false;
                };
        return changed ? Long.toString(version) : super.state(type);
    }

    @Override
    List<EmailDelta> unlogged() {
        return changes.deltas();
    }

    @Override
    List<Mailbox> visibleBoxes() {
        if (gate.whole()) return boxes.all();
        return boxes.all().stream()
                .filter(m -> rights.made(m.id()) || gate.sees(m.id().value()))
                .toList();
    }

    @Override
    public Optional<Mailbox> mailbox(MailboxId id) {
        // What this work has made is seen before the rights that it inherited are known.
        if (gate.whole() || rights.made(id)) return boxes.get(id.value());
        return gate.sees(id.value()) ? boxes.get(id.value()).map(personal::shown) : Optional.empty();
    }

    @Override
    public Optional<Mailbox> mailbox(Role role) {
        long id = roles[role.ordinal()];
        return id == 0 ? Optional.empty() : mailbox(new MailboxId(id));
    }

    @Override
    public Quota quota() {
        return new Quota(used, super.quota().limitBytes(), emails);
    }

    private void live() {
        if (over) throw new IllegalStateException("the work is over");
    }

    private long trash() {
        return roles[Role.TRASH.ordinal()];
    }

    @Override
    public EmailId append(NewEmail email) {
        live();
        checkPlaces(email.mailboxes());
        for (MailboxId id : email.mailboxes()) gate.require(Action.POST, id.value());
        if (email.prefix().length > PREFIX)
            throw new Refused(new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "prefix", email.prefix().length, PREFIX));
        TxBlobs.Content content = blobs.content(email.content());
        long size = content.size() + email.prefix().length;
        requireRoom(size);
        Set<String> names = new TreeSet<>(Keywords.checked(email.keywords()));
        if (!gate.whole()) names.removeAll(PersonalMarks.NOT_SHARED);
        Keywords known = learn(names);
        long bits = known.bits(names) | (email.index().hasAttachment() ? MailList.HAS_ATTACHMENT : 0);
        long id = core.fresh();
        var place = threads.find(email.index(), core.fresh());
        var row = new EmailRow(
                id,
                content.id(),
                content.size(),
                email.prefix().length,
                place.thread(),
                email.receivedAt().toEpochMilli(),
                bits,
                known.without(names),
                version,
                MemberRows.places(boxes, email.mailboxes(), List.of(), now));
        layer.put(
                Keys.of(Tag.STATIC, id),
                StaticRow.of(email.prefix(), email.index()).write());
        SearchTexts.write(layer, id, email.index().search());
        put(Optional.empty(), row);
        threads.add(place, row, trash());
        touched.add(DataType.EMAIL_DELIVERY);
        if (!gate.whole()) own.posted(row);
        return new EmailId(id);
    }

    /** Whoever delivers for the server has asked before it answered, and delivers what it promised. */
    private void requireRoom(long size) {
        if (gate.system()) return;
        Quota quota = quota();
        if (!quota.fits(size))
            throw new Refused(
                    new Failure.Full(KB.MAILBOX_FULL, account.toString(), quota.usedBytes(), quota.limitBytes()));
    }

    private Keywords learn(Set<String> names) {
        if (Keywords.standard(names)) return Keywords.NONE;
        Keywords known = keywords();
        Keywords grown = known.learn(names);
        if (!grown.equals(known)) {
            layer.put(Keys.KEYWORDS, grown.write());
            keywordsAre(grown);
        }
        return grown;
    }

    private void checkPlaces(Set<MailboxId> mailboxes) {
        if (mailboxes.isEmpty())
            throw new Refused(new Failure.BadInput(KB.BAD_MAILBOX, "mailboxIds", "an email without a folder"));
        for (MailboxId id : mailboxes) if (mailbox(id).isEmpty()) throw Core.notFound("mailbox");
    }

    /** An email as it was becomes what it is: rows of its mailboxes, counts, its own row. */
    private void put(Optional<EmailRow> before, EmailRow after) {
        changes.note(after.id(), before, Optional.of(after));
        MemberRows.put(layer, boxes, before, after);
        if (before.isEmpty()) {
            used += after.size();
            emails++;
        }
    }

    Staged take(StagedBlob blob) {
        return blobs.take(blob);
    }

    private EmailRow existing(EmailId id) {
        live();
        return emailRow(id.value()).filter(this::visible).orElseThrow(() -> Core.notFound("email"));
    }

    @Override
    public void setKeywords(EmailId id, Set<String> keywords) {
        setKeywords(existing(id), keywords);
    }

    private void setKeywords(EmailRow row, Set<String> keywords) {
        Set<String> wanted = Keywords.checked(keywords);
        Set<String> names = gate.whole() ? wanted : PersonalMarks.shared(row, wanted);
        boolean changed = !names.equals(sharedNames(row));
        // What is refused is refused before anything is changed.
        if (changed)
            for (Membership m : row.memberships()) if (gate.sees(m.mailbox())) gate.require(Action.WRITE, m.mailbox());
        if (!gate.whole()) own.seen(row, wanted.contains("$seen"));
        if (!changed) return;
        Keywords known = learn(names);
        long bits = known.bits(names) | row.bits() & MailList.HAS_ATTACHMENT;
        EmailRow next = row.withKeywords(bits, known.without(names), version);
        put(Optional.of(row), next);
        threads.update(next, trash());
    }

    @Override
    public void changeKeywords(EmailId id, Set<String> add, Set<String> remove) {
        EmailRow row = existing(id);
        var names = new TreeSet<>(names(row));
        names.addAll(Keywords.checked(add));
        names.removeAll(Keywords.checked(remove));
        setKeywords(row, names);
    }

    @Override
    public void setMailboxes(EmailId id, Set<MailboxId> wanted) {
        EmailRow row = existing(id);
        checkPlaces(wanted);
        place(row, own.places(row, wanted));
    }

    @Override
    public void change(EmailId id, Set<String> keywords, Set<MailboxId> wanted) {
        EmailRow row = existing(id);
        checkPlaces(wanted);
        Set<MailboxId> mailboxes = own.places(row, wanted);
        setKeywords(row, keywords);
        place(existing(id), mailboxes);
    }

    /** For this reader it is gone; where they do not see it, it stays. */
    private void leave(EmailRow row, Set<MailboxId> hidden) {
        for (Membership m : row.memberships())
            if (!hidden.contains(new MailboxId(m.mailbox()))) own.requireDelete(row, m.mailbox());
        place(row, hidden);
    }

    private void place(EmailRow row, Set<MailboxId> mailboxes) {
        List<Membership> places = MemberRows.places(boxes, mailboxes, row.memberships(), now);
        if (places.equals(row.memberships())) return;
        EmailRow next = row.withMemberships(places, version);
        put(Optional.of(row), next);
        threads.update(next, trash());
    }

    @Override
    public void changeMailboxes(EmailId id, Set<MailboxId> add, Set<MailboxId> remove) {
        EmailRow row = existing(id);
        var mailboxes = new java.util.LinkedHashSet<MailboxId>();
        for (Membership m : row.memberships()) if (gate.sees(m.mailbox())) mailboxes.add(new MailboxId(m.mailbox()));
        mailboxes.addAll(add);
        mailboxes.removeAll(remove);
        setMailboxes(id, mailboxes);
    }

    @Override
    public void destroy(EmailId id) {
        EmailRow row = existing(id);
        Set<MailboxId> hidden = personal.hidden(row);
        if (!hidden.isEmpty()) {
            leave(row, hidden);
            return;
        }
        for (Membership m : row.memberships()) own.requireDelete(row, m.mailbox());
        own.gone(id);
        changes.note(row.id(), Optional.of(row), Optional.empty());
        MemberRows.remove(layer, boxes, row);
        threads.remove(row, trash());
        Recoverable.keep(layer, now, row);
        layer.delete(Keys.of(Tag.EMAIL, row.id()));
        layer.delete(Keys.of(Tag.STATIC, row.id()));
        SearchTexts.delete(layer, row);
        used -= row.size();
        emails--;
    }

    @Override
    public MailboxId createMailbox(NewMailbox mailbox) {
        live();
        return shape.create(mailbox, now / 1000);
    }

    @Override
    public void updateMailbox(MailboxId id, NewMailbox to) {
        live();
        shape.update(id, to);
    }

    @Override
    public void destroyMailbox(MailboxId id) {
        live();
        shape.destroy(id);
    }

    @Override
    public boolean deliverOnce(long intake, String recipient) {
        live();
        gate.requireWhole(Action.DELIVER);
        if (recipient.length() > RECIPIENT)
            throw new Refused(new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "recipient", recipient.length(), RECIPIENT));
        Bytes key = Keys.delivered(intake, recipient);
        if (layer.get(key).isPresent()) return false;
        layer.assertAbsent(key);
        layer.put(key, new Out(1, 16).fixed(now).done());
        marks.add(key);
        return true;
    }

    @Override
    public BlobRef.Upload addUpload(StagedBlob blob, String type) {
        live();
        own.requireUpload();
        Staged staged = blobs.take(blob);
        long most = core.settings.uploadBytes();
        if (uploads + staged.size() > most)
            throw new Refused(new Failure.Full(KB.UPLOADS_FULL, "uploads", uploads, most));
        Bytes key = Keys.of(Tag.UPLOAD, staged.id().value());
        if (layer.get(key).isEmpty()) uploads += staged.size();
        long expires = now + core.settings.uploadLife().toMillis();
        layer.put(key, UploadRow.of(staged.size(), type, expires, gate.reader()).write());
        return new BlobRef.Upload(staged.id());
    }

    /** Takes away an upload that has expired. */
    void removeUpload(Bytes key, UploadRow row) {
        layer.delete(key);
        uploads -= row.size();
    }

    @Override
    public void putValue(ValueKind kind, long id, byte[] content) {
        live();
        gate.requireWhole(Action.WRITE);
        if (content.length > ValueRow.MOST)
            throw new Refused(
                    new Failure.TooLarge(KB.REQUEST_TOO_LARGE, kind.type().jmap(), content.length, ValueRow.MOST));
        Bytes key = Keys.of((byte) kind.tag(), id);
        boolean exists = layer.get(key).isPresent();
        layer.put(key, ValueRow.write(content));
        note(kind.type(), exists ? LogEntry.Kind.UPDATED : LogEntry.Kind.CREATED, id);
    }

    @Override
    public boolean removeValue(ValueKind kind, long id) {
        live();
        gate.requireWhole(Action.WRITE);
        Bytes key = Keys.of((byte) kind.tag(), id);
        if (layer.get(key).isEmpty()) return false;
        layer.delete(key);
        note(kind.type(), LogEntry.Kind.DESTROYED, id);
        return true;
    }

    private void note(DataType type, LogEntry.Kind kind, long id) {
        touched.add(type);
        entries.add(LogEntry.of(type, kind, id));
    }

    @Override
    public void setQuotaLimit(long bytes) {
        live();
        gate.requireWhole(Action.ADMINISTER);
        AccountSpec spec = SpecRow.read(layer.get(Keys.SPEC).orElseThrow(() -> Core.notFound("account")));
        layer.put(Keys.SPEC, SpecRow.write(new AccountSpec(spec.kind(), spec.organisation(), spec.owner(), bytes)));
        touched.add(DataType.QUOTA);
    }

    void setSpec(AccountSpec spec) {
        layer.put(Keys.SPEC, SpecRow.write(spec));
    }

    /** Records a long operation, or its end. */
    void job(long id, Optional<Job> job) {
        if (job.isPresent()) layer.put(Keys.of(Tag.JOB, id), JobRow.write(job.get()));
        else layer.delete(Keys.of(Tag.JOB, id));
        touched.add(DataType.JOB);
    }

    /** Rows that other rooms keep changed. */
    void recordsChanged() {
        touched.add(DataType.RECORD);
    }

    @Override
    public long freshId() {
        return core.fresh();
    }

    /** Unread threads of every mailbox counted anew: the trash is another one. */
    void recountThreads() {
        ThreadWork.recount(layer, boxes, trash());
    }

    @Override
    public void setRights(MailboxId mailbox, RightsHolder holder, Optional<AccessSnapshot.Role> role) {
        live();
        if (boxes.get(mailbox.value()).isEmpty()) throw Core.notFound("mailbox");
        gate.require(Action.ADMINISTER, mailbox.value());
        rights.set(mailbox, holder, role);
    }

    RightsWork folderRights() {
        return rights;
    }

    /** Marks everything in a mailbox as read by whoever asks; how many were not. */
    long allSeen(MailboxId mailbox) {
        live();
        return own.allSeen(mailbox);
    }

    /** Ends the work. Empty when it changed nothing. The rows still lack the head, whose nonce is the commit's. */
    Optional<Head> finish(long nonce) {
        over = true;
        var log = new ArrayList<LogEntry>();
        for (EmailDelta d : changes.deltas()) log.add(LogEntry.of(d));
        boxes.flush(log);
        threads.flush(log);
        log.addAll(entries);
        log.addAll(own.entries());
        log.addAll(rights.entries());
        if (used != head.usedBytes()) touched.add(DataType.QUOTA);
        for (LogEntry entry : log) touched.add(entry.type());
        if (layer.isEmpty() && touched.isEmpty()) return Optional.empty();
        long[] states = head.states().clone();
        for (DataType type : touched) states[type.ordinal()] = version;
        List<Bytes> rows = LogRow.write(new LogRow.Head(nonce, now, gate.actor()), log);
        for (int i = 0; i < rows.size(); i++) layer.put(Keys.log(version, i), rows.get(i));
        return Optional.of(new Head(version, nonce, head.floor(), false, used, emails, uploads, states, roles));
    }

    Map<BlobId, Staged> blobs() {
        return blobs.fresh();
    }

    long reader() {
        return own.entries().isEmpty() ? 0 : gate.reader();
    }

    Set<DataType> touched() {
        return touched;
    }

    List<Bytes> marks() {
        return marks;
    }
}
