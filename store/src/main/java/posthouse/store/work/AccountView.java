// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccessSnapshot.FolderRights;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.BlobId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Refused;
import posthouse.base.ThreadId;
import posthouse.formats.SearchText;
import posthouse.store.BlobRef;
import posthouse.store.Changes;
import posthouse.store.DataType;
import posthouse.store.Email;
import posthouse.store.EmailChange;
import posthouse.store.EmailState;
import posthouse.store.Job;
import posthouse.store.Keyword;
import posthouse.store.MailList;
import posthouse.store.Mailbox;
import posthouse.store.Quota;
import posthouse.store.Role;
import posthouse.store.Slice;
import posthouse.store.Source;
import posthouse.store.StoredBlob;
import posthouse.store.Value;
import posthouse.store.ValueKind;
import posthouse.store.View;
import posthouse.store.engine.Bytes;
import posthouse.store.hot.HotList;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailDelta;
import posthouse.store.row.EmailRow;
import posthouse.store.row.Head;
import posthouse.store.row.JobRow;
import posthouse.store.row.Keywords;
import posthouse.store.row.MailboxRow;
import posthouse.store.row.Membership;
import posthouse.store.row.RightsRow;
import posthouse.store.row.Rows;
import posthouse.store.row.SpecRow;
import posthouse.store.row.StaticRow;
import posthouse.store.row.ThreadRow;
import posthouse.store.row.UploadRow;
import posthouse.store.row.ValueRow;

/** Reading an account from any rows. */
class AccountView implements View {
    private static final int MANY = 1_000;

    final Core core;
    final Gate gate;
    final AccountId account;
    final Rows rows;
    final Head head;
    private final Runnable onClose;
    private final ListReads lists;
    final Personal personal;
    private @Nullable Keywords keywords;

    AccountView(Core core, Gate gate, AccountId account, Rows rows, Head head, boolean committed, Runnable onClose) {
        this.core = core;
        this.gate = gate;
        this.account = account;
        this.rows = rows;
        this.head = head;
        this.onClose = onClose;
        lists = new ListReads(this, committed);
        personal = new Personal(this);
    }

    /** Changes of emails that are in no log row yet. */
    List<EmailDelta> unlogged() {
        return List.of();
    }

    @Override
    public AccountId account() {
        return account;
    }

    @Override
    public long version() {
        return head.version();
    }

    @Override
    public String state(DataType type) {
        return gate.whole()
                ? Long.toString(head.state(type))
                : personal.states(EnumSet.of(type)).getOrDefault(type, "");
    }

    @Override
    public Map<DataType, String> states() {
        if (!gate.whole()) return personal.states(EnumSet.allOf(DataType.class));
        var states = new EnumMap<DataType, String>(DataType.class);
        for (DataType type : DataType.values()) states.put(type, state(type));
        return states;
    }

    @Override
    public List<Mailbox> mailboxes() {
        List<Mailbox> boxes = visibleBoxes();
        return gate.whole() ? boxes : boxes.stream().map(personal::shown).toList();
    }

    /** Mailboxes that may be seen, as their rows have them. */
    List<Mailbox> visibleBoxes() {
        var boxes = new ArrayList<Mailbox>();
        rows.each(Keys.first(Tag.MAILBOX), Keys.end(Tag.MAILBOX), row -> {
            var id = new MailboxId(Keys.id(row.key()));
            if (gate.sees(id.value())) boxes.add(MailboxRow.read(id, row.value()));
        });
        return boxes;
    }

    @Override
    public Optional<Mailbox> mailbox(MailboxId id) {
        if (!gate.sees(id.value())) return Optional.empty();
        return rows.get(Keys.of(Tag.MAILBOX, id.value()))
                .map(value -> MailboxRow.read(id, value))
                .map(m -> gate.whole() ? m : personal.shown(m));
    }

    @Override
    public Optional<MailboxId> formerly(Optional<MailboxId> parent, String name) {
        return FormerNames.find(rows, parent, name).filter(id -> gate.sees(id.value()));
    }

    @Override
    public boolean top(MailboxId mailbox) {
        return rows.get(Keys.of(Tag.MAILBOX, mailbox.value()))
                .map(value -> MailboxRow.read(mailbox, value).parent().isEmpty())
                .orElse(false);
    }

    @Override
    public Map<MailboxId, FolderRights> rights() {
        var all = new HashMap<>(RightsRow.all(rows));
        all.keySet().removeIf(id -> !gate.may(Action.ADMINISTER, id.value()));
        return all;
    }

    @Override
    public Optional<Mailbox> mailbox(Role role) {
        long id = head.role(role);
        return id == 0 ? Optional.empty() : mailbox(new MailboxId(id));
    }

    Keywords keywords() {
        Keywords known = keywords;
        if (known == null) {
            known = rows.get(Keys.KEYWORDS).map(Keywords::read).orElse(Keywords.NONE);
            keywords = known;
        }
        return known;
    }

    /** To be called when the keyword row has changed. */
    void keywordsAre(Keywords now) {
        keywords = now;
    }

    @Override
    public Keyword keyword(String name) {
        return keywords().keyword(name);
    }

    Optional<EmailRow> emailRow(long id) {
        return rows.get(Keys.of(Tag.EMAIL, id)).map(value -> EmailRow.read(id, value));
    }

    boolean visible(EmailRow row) {
        if (gate.whole()) return true;
        for (Membership m : row.memberships()) if (gate.sees(m.mailbox())) return true;
        return false;
    }

    EmailState state(EmailRow row) {
        var mailboxes = new LinkedHashSet<MailboxId>();
        for (Membership m : row.memberships()) if (gate.sees(m.mailbox())) mailboxes.add(new MailboxId(m.mailbox()));
        Set<String> names = names(row);
        return new EmailState(
                new EmailId(row.id()),
                new ThreadId(row.thread()),
                mailboxes,
                names,
                Instant.ofEpochMilli(row.receivedAt()),
                row.size(),
                (row.bits() & MailList.HAS_ATTACHMENT) != 0,
                row.modseq());
    }

    /** The keywords of an email. */
    Set<String> names(EmailRow row) {
        Set<String> names = sharedNames(row);
        return gate.whole() ? names : personal.names(row, names);
    }

    /** Without what is a reader's own. */
    Set<String> sharedNames(EmailRow row) {
        boolean standard = (row.bits() & ~0x7fL & ~MailList.HAS_ATTACHMENT) == 0;
        return (standard ? Keywords.NONE : keywords()).names(row.bits(), row.more());
    }

    @Override
    public Optional<Email> email(EmailId id) {
        return Optional.ofNullable(emails(List.of(id)).get(id));
    }

    private Map<EmailId, EmailRow> rowsOf(Collection<EmailId> ids) {
        if (ids.size() > MANY) throw new Refused(new Failure.TooMany(KB.REQUEST_TOO_LARGE, "emails", ids.size(), MANY));
        var found = rows.getAll(keys(Tag.EMAIL, ids));
        var all = new LinkedHashMap<EmailId, EmailRow>();
        for (EmailId id : ids) {
            Bytes value = found.get(Keys.of(Tag.EMAIL, id.value()));
            if (value == null) continue;
            EmailRow row = EmailRow.read(id.value(), value);
            if (visible(row)) all.put(id, row);
        }
        return all;
    }

    private static List<Bytes> keys(Tag tag, Collection<EmailId> ids) {
        var keys = new ArrayList<Bytes>(ids.size());
        for (EmailId id : ids) keys.add(Keys.of(tag, id.value()));
        return keys;
    }

    @Override
    public Map<EmailId, Email> emails(Collection<EmailId> ids) {
        Map<EmailId, EmailRow> found = rowsOf(ids);
        var statics = rows.getAll(keys(Tag.STATIC, found.keySet()));
        var emails = new LinkedHashMap<EmailId, Email>();
        found.forEach((id, row) -> {
            Bytes value = statics.get(Keys.of(Tag.STATIC, id.value()));
            if (value == null)
                throw new Refused(new Failure.Broken(KB.MESSAGE_DAMAGED, id.toString(), "its index row is missing"));
            StaticRow fixed = StaticRow.read(value);
            emails.put(id, new Email(state(row), row.blob(), fixed.prefix(), fixed.index()));
        });
        return emails;
    }

    @Override
    public Map<EmailId, EmailState> emailStates(Collection<EmailId> ids) {
        var states = new LinkedHashMap<EmailId, EmailState>();
        rowsOf(ids).forEach((id, row) -> states.put(id, state(row)));
        return states;
    }

    @Override
    public MailList list(MailboxId mailbox) {
        HotList list = lists.list(mailbox.value());
        return gate.whole() ? list : personal.list(list, mailbox.value());
    }

    @Override
    public MailList all() {
        return lists.all();
    }

    @Override
    public MailList listAt(Optional<MailboxId> mailbox, String state) {
        if (!gate.whole()) return personal.listAt(lists, mailbox, state);
        return lists.listAt(mailbox, States.checked(head, DataType.EMAIL, state));
    }

    HotList hot(long mailbox) {
        return lists.list(mailbox);
    }

    Optional<ThreadRow> threadRow(long id) {
        return rows.get(Keys.of(Tag.THREAD, id)).map(value -> ThreadRow.read(id, value));
    }

    @Override
    public List<EmailId> thread(ThreadId id) {
        return threadRow(id.value()).map(this::members).orElse(List.of());
    }

    private List<EmailId> members(ThreadRow thread) {
        return thread.members().stream()
                .filter(m -> gate.whole() || m.mailboxes().stream().anyMatch(gate::sees))
                .sorted((a, b) -> a.receivedAt() != b.receivedAt()
                        ? Long.compare(a.receivedAt(), b.receivedAt())
                        : Long.compareUnsigned(b.email(), a.email()))
                .map(m -> new EmailId(m.email()))
                .toList();
    }

    @Override
    public Map<ThreadId, List<EmailId>> threads(Collection<ThreadId> ids) {
        var keys = new ArrayList<Bytes>(ids.size());
        for (ThreadId id : ids) keys.add(Keys.of(Tag.THREAD, id.value()));
        var found = rows.getAll(keys);
        var threads = new LinkedHashMap<ThreadId, List<EmailId>>();
        for (ThreadId id : ids) {
            Bytes value = found.get(Keys.of(Tag.THREAD, id.value()));
            if (value == null) continue;
            List<EmailId> members = members(ThreadRow.read(id.value(), value));
            if (!members.isEmpty()) threads.put(id, members);
        }
        return threads;
    }

    @Override
    public Changes changes(DataType type, String since, int max) {
        if (!gate.whole()) return personal.changes(type, since, max);
        var asked = new States.Asked(since, States.Position.parse(since), head.state(type), max, States.Position::text);
        return States.changes(rows, head, asked, e -> e.type() == type ? List.of(e) : List.of());
    }

    @Override
    public List<EmailChange> emailChanges(String since) {
        var changes = new ArrayList<EmailChange>();
        if (!gate.whole()) throw States.cannot(since);
        for (EmailDelta d : lists.deltas(States.checked(head, DataType.EMAIL, since))) {
            Set<MailboxId> before = visible(d.before());
            Set<MailboxId> after = visible(d.after());
            if (before.isEmpty() && after.isEmpty()) continue;
            EmailChange.Kind kind = before.isEmpty()
                    ? EmailChange.Kind.CREATED
                    : after.isEmpty() ? EmailChange.Kind.DESTROYED : EmailChange.Kind.UPDATED;
            changes.add(new EmailChange(
                    new EmailId(d.id()),
                    new ThreadId(d.thread()),
                    kind,
                    d.receivedAt(),
                    d.size(),
                    before,
                    after,
                    d.bitsBefore(),
                    d.bitsAfter()));
        }
        return changes;
    }

    private Set<MailboxId> visible(List<EmailDelta.Place> places) {
        var visible = new HashSet<MailboxId>();
        for (EmailDelta.Place p : places) if (gate.sees(p.mailbox())) visible.add(new MailboxId(p.mailbox()));
        return visible;
    }

    @Override
    public SearchText searchText(EmailId id) {
        return searchTexts(List.of(id)).getOrDefault(id, SearchText.EMPTY);
    }

    @Override
    public Map<EmailId, SearchText> searchTexts(Collection<EmailId> ids) {
        Collection<EmailId> seen = gate.whole() ? ids : rowsOf(ids).keySet();
        var keys = new ArrayList<Bytes>(seen.size());
        for (EmailId id : seen) keys.add(Keys.text(id.value(), 0));
        var first = rows.getAll(keys);
        var texts = new LinkedHashMap<EmailId, SearchText>();
        for (EmailId id : seen) {
            Bytes value = first.get(Keys.text(id.value(), 0));
            if (value != null) texts.put(id, SearchTexts.read(rows, id.value(), value));
        }
        return texts;
    }

    @Override
    public Quota quota() {
        long limit = rows.get(Keys.SPEC)
                .map(value -> SpecRow.read(value).quotaLimit())
                .orElse(0L);
        // What lies in folders that one does not see is not told in sums either.
        return gate.whole() ? new Quota(head.usedBytes(), limit, head.emails()) : new Quota(0, limit, 0);
    }

    @Override
    public Optional<StoredBlob> blob(BlobRef ref) {
        return switch (ref) {
            case BlobRef.Message m ->
                message(m.email()).map(source -> new StoredBlob(source, "identity", "message/rfc822"));
            case BlobRef.Part p ->
                emailRow(p.email().value())
                        .filter(this::visible)
                        .filter(row -> p.end() <= row.blobSize() && p.start() <= p.end())
                        .map(row -> new StoredBlob(
                                guarded(
                                        row,
                                        new Sources.Part(
                                                blobSource(row.blob(), row.blobSize()),
                                                p.start(),
                                                p.end() - p.start())),
                                p.encoding().mime(),
                                "application/octet-stream"));
            case BlobRef.Upload u -> upload(u.blob());
            case BlobRef.UploadPart p ->
                upload(p.blob())
                        .filter(whole -> p.end() <= whole.source().size() && p.start() <= p.end())
                        .map(whole -> new StoredBlob(
                                new Sources.Part(whole.source(), p.start(), p.end() - p.start()),
                                p.encoding().mime(),
                                "application/octet-stream"));
        };
    }

    private Optional<StoredBlob> upload(BlobId id) {
        return rows.get(Keys.of(Tag.UPLOAD, id.value()))
                .map(UploadRow::read)
                .filter(u -> gate.whole() ? u.owner() == 0 : u.owner() == gate.reader() && u.owner() != 0)
                .filter(u -> u.expires() > core.clock.now().toEpochMilli())
                .map(u -> new StoredBlob(
                        new Sources.Guarded(gate, List.of(), blobSource(id, u.size())), "identity", u.type()));
    }

    @Override
    public Optional<Source> message(EmailId id) {
        Optional<EmailRow> found = emailRow(id.value()).filter(this::visible);
        if (found.isEmpty()) return Optional.empty();
        EmailRow row = found.get();
        Source blob = blobSource(row.blob(), row.blobSize());
        if (row.prefixSize() == 0) return Optional.of(guarded(row, blob));
        byte[] prefix = rows.get(Keys.of(Tag.STATIC, id.value()))
                .map(value -> StaticRow.read(value).prefix())
                .orElseThrow(() ->
                        new Refused(new Failure.Broken(KB.MESSAGE_DAMAGED, id.toString(), "its index row is missing")));
        return Optional.of(guarded(row, new Sources.Joined(new Sources.Memory(prefix), blob)));
    }

    /** Where a blob's bytes are. */
    Source blobSource(BlobId id, long size) {
        return new Sources.Blob(core.engine.blobs(), id, size);
    }

    private Source guarded(EmailRow row, Source source) {
        return new Sources.Guarded(
                gate, row.memberships().stream().map(Membership::mailbox).toList(), source);
    }

    @Override
    public Optional<byte[]> value(ValueKind kind, long id) {
        if (!gate.whole()) return Optional.empty();
        return rows.get(Keys.of((byte) kind.tag(), id)).map(ValueRow::read);
    }

    @Override
    public Slice<Value> values(ValueKind kind, Optional<Long> after, int limit) {
        if (!gate.whole()) return new Slice<>(List.of(), false);
        Bytes from = after.isPresent()
                ? Keys.justAfter(Keys.of((byte) kind.tag(), after.get()))
                : new Bytes(new byte[] {(byte) kind.tag()});
        var page = rows.page(from, new Bytes(new byte[] {(byte) (kind.tag() + 1)}), Math.min(limit, MANY));
        return new Slice<>(
                page.items().stream()
                        .map(row -> new Value(Keys.id(row.key()), ValueRow.read(row.value())))
                        .toList(),
                page.more());
    }

    @Override
    public List<Job> jobs() {
        if (!gate.whole()) return List.of();
        var jobs = new TreeMap<Long, Job>();
        rows.each(
                Keys.first(Tag.JOB), Keys.end(Tag.JOB), row -> jobs.put(Keys.id(row.key()), JobRow.read(row.value())));
        return List.copyOf(jobs.values());
    }

    @Override
    public void close() {
        onClose.run();
    }
}
