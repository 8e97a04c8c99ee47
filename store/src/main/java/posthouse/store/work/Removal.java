// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import posthouse.base.AccountId;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.AccountRows;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Commit.Op;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Row;
import posthouse.store.engine.Snapshot;
import posthouse.store.key.Keys;
import posthouse.store.row.Head;

/** Removes an account: first it is marked as gone, then its rows go in chunks. The head stays, so that its id is not used again. */
final class Removal {
    private static final int CHUNK = 2_000;
    private static final Bytes FIRST = new Bytes(new byte[] {0});
    private static final Bytes END = new Bytes(new byte[] {(byte) 0xff, (byte) 0xff});

    private final Core core;
    private final Writers writers;

    Removal(Core core, Writers writers) {
        this.core = core;
        this.writers = writers;
    }

    void run(Gate gate, AccountId id) {
        // In the writers' queue, so that works that wait see the account go and do not bring rows back.
        writers.of(id).run(gate, true, tx -> {
            if (tx.head.version() == 0) throw Core.notFound("account");
            return null;
        });
        while (step(id)) core.lists.forget(id);
        core.lists.forget(id);
    }

    /** One commit; false when nothing but the head is left. */
    private boolean step(AccountId id) {
        AccountRows rows = core.engine.account(id);
        var ops = new java.util.ArrayList<Op>();
        posthouse.store.engine.Stamp stamp;
        Head head;
        try (Snapshot snapshot = rows.snapshot()) {
            stamp = snapshot.stamp();
            head = Core.head(new SnapshotRows(snapshot));
            for (Row row : snapshot.page(FIRST, END, false, CHUNK).items())
                if (!row.key().equals(Keys.HEAD)) ops.add(new Op.Delete(row.key()));
        }
        if (ops.isEmpty() && head.deleted()) return false;
        long nonce = core.fresh();
        Head next = new Head(head.version() + 1, nonce, 0, true, 0, 0, 0, head.states(), new long[head.roles().length]);
        ops.add(new Op.Put(Keys.HEAD, next.withFloor(next.version()).write()));
        var commit = new Commit(stamp, next.version(), nonce, ops, java.util.List.of());
        Deadline deadline = core.commitDeadline();
        Outcome outcome = rows.commit(commit, deadline);
        if (outcome instanceof Outcome.Unknown) outcome = rows.resolve(commit, core.commitDeadline());
        if (outcome instanceof Outcome.Unknown)
            throw new Refused(new Failure.Unavailable(KB.STORE_FAILED, "store", core.clock.now()));
        return true;
    }
}
