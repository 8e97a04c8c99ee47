// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.OrganisationId;
import posthouse.base.Principal;
import posthouse.base.Target;
import posthouse.store.AccountSpec;
import posthouse.store.Journal;
import posthouse.store.Slice;
import posthouse.store.StagedBlob;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Snapshot;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.IntakeRow;

/** Intakes in rows of one account. */
final class IntakeJournal implements Journal {
    private static final AccountSpec SPEC =
            new AccountSpec(AccountSpec.Kind.JOURNAL, new OrganisationId(0), Optional.empty(), 0);

    private final Core core;
    private final Writers writers;
    private final Principal principal;
    private final AccountId id;

    IntakeJournal(Core core, Writers writers, Principal principal, AccountId id) {
        this.core = core;
        this.writers = writers;
        this.principal = principal;
        this.id = id;
    }

    private @Nullable Object write(Function<AccountTx, @Nullable Object> work) {
        core.access.require(principal, Action.DELIVER, new Target.Account(id));
        Gate gate = Gate.open(core.access, principal, id);
        return writers.of(id).run(gate, true, tx -> {
            if (tx.head.version() == 0) tx.setSpec(SPEC);
            return work.apply(tx);
        });
    }

    @Override
    public long add(byte[] envelope, StagedBlob blob) {
        RecordRows.checkContent(envelope);
        long intake = core.fresh();
        core.intakes.begun(intake);
        boolean added = false;
        try {
            write(tx -> {
                Staged staged = tx.take(blob);
                var row = new IntakeRow(staged.id(), staged.size(), staged.sha256(), envelope);
                tx.layer.put(Keys.of(Tag.INTAKE, intake), row.write());
                return null;
            });
            added = true;
        } finally {
            if (!added) core.intakes.ended(intake);
        }
        return intake;
    }

    @Override
    public Slice<Entry> pending(Optional<Long> after, int limit) {
        core.access.require(principal, Action.DELIVER, new Target.Account(id));
        Bytes from = after.isPresent() ? Keys.justAfter(Keys.of(Tag.INTAKE, after.get())) : Keys.first(Tag.INTAKE);
        try (Snapshot snapshot = core.engine.account(id).snapshot()) {
            var page = new SnapshotRows(snapshot).page(from, Keys.end(Tag.INTAKE), Math.clamp(limit, 1, 1_000));
            var entries = new ArrayList<Entry>();
            for (var row : page.items()) {
                long intake = Keys.id(row.key());
                core.intakes.begun(intake);
                IntakeRow r = IntakeRow.read(row.value());
                var blob = new Staged(core.engine.blobs(), r.blob(), r.size(), r.sha256(), Optional.empty());
                entries.add(new Entry(intake, r.envelope(), blob));
            }
            return new Slice<>(entries, page.more());
        }
    }

    @Override
    public boolean update(long intake, byte[] envelope) {
        RecordRows.checkContent(envelope);
        Bytes key = Keys.of(Tag.INTAKE, intake);
        return Boolean.TRUE.equals(write(tx -> {
            Optional<Bytes> value = tx.layer.get(key);
            if (value.isEmpty()) return false;
            IntakeRow r = IntakeRow.read(value.get());
            tx.layer.put(key, new IntakeRow(r.blob(), r.size(), r.sha256(), envelope).write());
            return true;
        }));
    }

    @Override
    public void complete(long intake) {
        write(tx -> {
            Bytes key = Keys.of(Tag.INTAKE, intake);
            if (tx.layer.get(key).isPresent()) tx.layer.delete(key);
            return null;
        });
        core.intakes.ended(intake);
    }
}
