// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.store.AccountSpec;
import posthouse.store.SweepReport;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Engine.Page;
import posthouse.store.engine.Row;
import posthouse.store.engine.Snapshot;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailRow;
import posthouse.store.row.Head;
import posthouse.store.row.IntakeRow;
import posthouse.store.row.Rows;
import posthouse.store.row.SpecRow;
import posthouse.store.row.UploadRow;

/** Mark and sweep. Expired rows go first, then blobs without a row that are older than the grace. */
final class Sweeper {
    private static final int CHUNK = 500;

    private final Core core;
    private final Writers writers;
    private final Principal principal;
    private long uploads;
    private long recoverable;
    private long marks;

    Sweeper(Core core, Writers writers, Principal principal) {
        this.core = core;
        this.writers = writers;
        this.principal = principal;
    }

    SweepReport run(Duration grace) {
        // Blobs stored from now on have no row yet when their account is read: only older ones can be judged.
        Instant before = core.clock.now().minus(grace);
        if (!core.pins.begin()) throw new Refused(new Failure.Busy(KB.STORE_SLOW, "sweep", Duration.ofMinutes(1)));
        try {
            List<AccountId> accounts = accounts();
            for (AccountId id : accounts) expire(id);
            clearMarks(accounts);
            var live = new HashSet<BlobId>();
            for (AccountId id : accounts()) mark(id, live);
            return sweep(live, before);
        } finally {
            core.pins.end();
        }
    }

    private List<AccountId> accounts() {
        var all = new ArrayList<AccountId>();
        @Nullable AccountId after = null;
        for (boolean more = true; more; ) {
            Page<AccountId> page = core.engine.accounts(after, 1_000);
            all.addAll(page.items());
            more = page.more();
            if (more) after = page.items().getLast();
        }
        return all;
    }

    /** Reads a range in pages, each of its own snapshot: no long snapshot is held. */
    private void pages(AccountId id, Bytes first, Bytes to, Consumer<List<Row>> visit) {
        Bytes from = first;
        for (boolean more = true; more; ) {
            Page<Row> page;
            try (Snapshot snapshot = core.engine.account(id).snapshot()) {
                page = snapshot.page(from, to, false, Rows.PAGE);
            }
            if (!page.items().isEmpty()) {
                visit.accept(page.items());
                from = Keys.justAfter(page.items().getLast().key());
            }
            more = page.more();
        }
    }

    private void expire(AccountId id) {
        long now = core.clock.now().toEpochMilli();
        Bytes expired = Keys.recoverable(now - core.settings.recoverable().toMillis(), 0);
        var old = new ArrayList<Bytes>();
        pages(id, Keys.first(Tag.RECOVERABLE), expired, rows -> rows.forEach(row -> old.add(row.key())));
        recoverable += delete(id, old);
        var gone = new HashMap<Bytes, UploadRow>();
        pages(
                id,
                Keys.first(Tag.UPLOAD),
                Keys.end(Tag.UPLOAD),
                rows -> rows.forEach(row -> {
                    UploadRow upload = UploadRow.read(row.value());
                    if (upload.expires() <= now) gone.put(row.key(), upload);
                }));
        if (gone.isEmpty()) return;
        write(
                id,
                tx -> gone.forEach((key, row) -> {
                    if (tx.layer.get(key).isPresent()) tx.removeUpload(key, row);
                }));
        uploads += gone.size();
    }

    private int delete(AccountId id, List<Bytes> keys) {
        for (int from = 0; from < keys.size(); from += CHUNK) {
            List<Bytes> chunk = keys.subList(from, Math.min(keys.size(), from + CHUNK));
            write(id, tx -> chunk.forEach(tx.layer::delete));
        }
        return keys.size();
    }

    private void write(AccountId id, Consumer<AccountTx> change) {
        Gate gate = Gate.open(core.access, principal, id);
        writers.of(id).run(gate, false, tx -> {
            change.accept(tx);
            return null;
        });
    }

    /** A mark read before its journal is read, and whose intake is not in the journal, belongs to a finished one. */
    private void clearMarks(List<AccountId> accounts) {
        Map<AccountId, List<Bytes>> found = new HashMap<>();
        for (AccountId id : accounts)
            pages(
                    id,
                    Keys.first(Tag.DELIVERED),
                    Keys.end(Tag.DELIVERED),
                    rows -> rows.forEach(row ->
                            found.computeIfAbsent(id, k -> new ArrayList<>()).add(row.key())));
        if (found.isEmpty()) return;
        Set<Long> pending = new HashSet<>();
        for (AccountId id : accounts)
            if (isJournal(id))
                pages(
                        id,
                        Keys.first(Tag.INTAKE),
                        Keys.end(Tag.INTAKE),
                        rows -> rows.forEach(row -> pending.add(Keys.id(row.key()))));
        found.forEach((id, keys) -> {
            keys.removeIf(key -> pending.contains(Keys.id(key)) || core.intakes.isOpen(Keys.id(key)));
            marks += delete(id, keys);
        });
    }

    private boolean isJournal(AccountId id) {
        try (Snapshot snapshot = core.engine.account(id).snapshot()) {
            Optional<Bytes> spec = snapshot.get(Keys.SPEC);
            return spec.isPresent() && SpecRow.read(spec.get()).kind() == AccountSpec.Kind.JOURNAL;
        }
    }

    private void mark(AccountId id, Set<BlobId> live) {
        try (Snapshot snapshot = core.engine.account(id).snapshot()) {
            Head head = Core.head(new SnapshotRows(snapshot));
            if (head.version() == 0 || head.deleted()) return;
        }
        // What moves from one of these to another between two pages does so to a row that is read later.
        pages(
                id,
                Keys.first(Tag.INTAKE),
                Keys.end(Tag.INTAKE),
                rows -> rows.forEach(row -> live.add(IntakeRow.read(row.value()).blob())));
        pages(
                id,
                Keys.first(Tag.UPLOAD),
                Keys.end(Tag.UPLOAD),
                rows -> rows.forEach(row -> live.add(new BlobId(Keys.id(row.key())))));
        pages(
                id,
                Keys.first(Tag.EMAIL),
                Keys.end(Tag.EMAIL),
                rows -> rows.forEach(row ->
                        live.add(EmailRow.read(Keys.id(row.key()), row.value()).blob())));
        pages(
                id,
                Keys.first(Tag.RECOVERABLE),
                Keys.end(Tag.RECOVERABLE),
                rows -> rows.forEach(row -> live.add(Recoverable.blob(row.value()))));
    }

    private SweepReport sweep(Set<BlobId> live, Instant before) {
        long removed = 0;
        long kept = 0;
        @Nullable BlobId after = null;
        for (boolean more = true; more; ) {
            Page<BlobId> page = core.engine.blobs().list(after, 1_000);
            for (BlobId id : page.items()) {
                if (!live.contains(id) && old(id, before) && remove(id)) removed++;
                else kept++;
            }
            more = page.more();
            if (more) after = page.items().getLast();
        }
        return new SweepReport(removed, uploads, recoverable, marks, kept);
    }

    /** Old enough to be judged, or left by a crash half-way. */
    private boolean old(BlobId id, Instant before) {
        boolean coming = core.staging.contains(id);
        var info = core.engine.blobs().info(id);
        return info.isPresent() ? !info.get().storedAt().isAfter(before) : !coming;
    }

    private boolean remove(BlobId id) {
        return core.pins.unlessPinned(id, () -> core.engine.blobs().delete(id));
    }
}
