// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.OrganisationId;
import posthouse.base.Principal;
import posthouse.base.Target;
import posthouse.store.AccountSpec;
import posthouse.store.Records;
import posthouse.store.Slice;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Snapshot;
import posthouse.store.row.Rows;
import posthouse.store.row.ValueRow;

/** Records of one account. */
final class RecordStore implements Records {
    private static final AccountSpec SPEC =
            new AccountSpec(AccountSpec.Kind.DIRECTORY, new OrganisationId(0), Optional.empty(), 0);

    private final Core core;
    private final Writers writers;
    private final Principal principal;
    private final AccountId id;

    RecordStore(Core core, Writers writers, Principal principal, AccountId id) {
        this.core = core;
        this.writers = writers;
        this.principal = principal;
        this.id = id;
    }

    private Gate gate() {
        core.access.require(principal, Action.ADMINISTER, new Target.Account(id));
        return Gate.open(core.access, principal, id);
    }

    private <T> T read(Function<Rows, T> reader) {
        gate();
        try (Snapshot snapshot = core.engine.account(id).snapshot()) {
            return reader.apply(new SnapshotRows(snapshot));
        }
    }

    @Override
    public long version() {
        return read(rows -> Core.head(rows).version());
    }

    @Override
    public Optional<byte[]> get(String kind, String key) {
        return read(rows -> RecordRows.get(rows, kind, key));
    }

    @Override
    public Slice<Record> list(String kind, String prefix, String after, int limit) {
        return read(rows -> RecordRows.list(rows, kind, prefix, after, limit));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // What the change returned comes back as it is.
    public <T> T write(Function<Change, T> change) {
        Function<AccountTx, @Nullable Object> work = tx -> {
            if (tx.head.version() == 0) tx.setSpec(SPEC);
            return change.apply(new Writing(tx));
        };
        return (T) writers.of(id).run(gate(), true, work);
    }

    /** Records within a work. */
    private record Writing(AccountTx tx) implements Change {
        @Override
        public long version() {
            return tx.version();
        }

        @Override
        public Optional<byte[]> get(String kind, String key) {
            return RecordRows.get(tx.layer, kind, key);
        }

        @Override
        public Slice<Record> list(String kind, String prefix, String after, int limit) {
            return RecordRows.list(tx.layer, kind, prefix, after, limit);
        }

        @Override
        public void put(String kind, String key, byte[] content) {
            RecordRows.checkContent(content);
            Bytes row = RecordRows.key(kind, key);
            tx.layer.put(row, ValueRow.write(content));
            tx.recordsChanged();
        }

        @Override
        public boolean remove(String kind, String key) {
            Bytes row = RecordRows.key(kind, key);
            if (tx.layer.get(row).isEmpty()) return false;
            tx.layer.delete(row);
            tx.recordsChanged();
            return true;
        }
    }
}
