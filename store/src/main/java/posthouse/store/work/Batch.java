// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.DataType;
import posthouse.store.engine.AccountRows;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Engine;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Snapshot;
import posthouse.store.engine.Stamp;
import posthouse.store.key.Keys;
import posthouse.store.row.Head;

/** Works of one account, run one after another and committed as one batch with a version each. */
final class Batch {
    private static final int TRIES = 8;
    /** Part of the engine's limit after which no further work joins: what follows waits for the next batch. */
    private static final int SHARE = 4;

    private static final int MOST_MARKS = 10_000;

    private final Core core;
    private final AccountId account;
    private final ArrayDeque<Bytes> marks;
    private final WarmRows warm;

    /** What one try has made. */
    private static final class Run {
        final List<Pending> ran = new ArrayList<>();
        final Map<BlobId, Staged> blobs = new LinkedHashMap<>();
        final Set<DataType> touched = EnumSet.noneOf(DataType.class);
        final List<Bytes> marks = new ArrayList<>();
        final Set<Long> readers = new HashSet<>();
        Stamp expected = Stamp.NONE;
        Head head = Head.NONE;
        List<Commit.Op> ops = List.of();
        long blobBytes;
    }

    Batch(Core core, AccountId account, ArrayDeque<Bytes> marks, WarmRows warm) {
        this.core = core;
        this.account = account;
        this.marks = marks;
        this.warm = warm;
    }

    /** Returns those that did not fit; all others have a result or a failure. */
    List<Pending> commit(List<Pending> works) {
        AccountRows rows = core.engine.account(account);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Run run = run(rows, works);
            if (run.ops.isEmpty() || committed(rows, run)) {
                var left = new ArrayList<>(works);
                left.removeAll(run.ran);
                return left;
            }
        }
        throw new Refused(new Failure.Busy(KB.STORE_SLOW, "account", Duration.ofSeconds(1)));
    }

    private boolean committed(AccountRows rows, Run run) {
        var puts = new ArrayList<Commit.BlobPut>(run.blobs.size());
        run.blobs.forEach((id, staged) -> puts.add(new Commit.BlobPut(id, staged.content())));
        var commit = new Commit(run.expected, run.head.version(), run.head.nonce(), run.ops, puts);
        Outcome outcome = rows.commit(commit, core.commitDeadline());
        if (outcome instanceof Outcome.Unknown) outcome = resolved(rows, commit);
        return switch (outcome) {
            case Outcome.Applied ignored -> {
                applied(run);
                yield true;
            }
            case Outcome.Conflict ignored -> {
                warm.forget();
                yield false;
            }
            case Outcome.Unknown ignored ->
                throw new Refused(new Failure.Unavailable(KB.STORE_FAILED, "store", core.clock.now()));
        };
    }

    /** Asks until the store can tell, since its writers must not be told the wrong thing. */
    private Outcome resolved(AccountRows rows, Commit commit) {
        Deadline deadline = core.commitDeadline();
        while (true) {
            try {
                Outcome outcome = rows.resolve(commit, deadline);
                if (!(outcome instanceof Outcome.Unknown) || deadline.passed(core.clock)) return outcome;
            } catch (Refused e) {
                if (deadline.passed(core.clock)) throw e;
            }
            core.clock.pause(Duration.ofMillis(20));
        }
    }

    private void applied(Run run) {
        warm.applied(run.ops, new Stamp(run.head.version(), run.head.nonce()));
        for (Staged staged : run.blobs.values()) staged.becameDurable();
        for (Bytes mark : run.marks) if (marks.size() < MOST_MARKS) marks.add(mark);
        if (run.touched.contains(DataType.RIGHTS)) core.rightsWatcher.accept(account);
        core.feeds.publish(account, run.head, run.touched, run.readers);
    }

    private Run run(AccountRows rows, List<Pending> works) {
        var run = new Run();
        long nonce = core.fresh();
        try (Snapshot snapshot = rows.snapshot()) {
            run.expected = snapshot.stamp();
            var base = new Overlay(warm.over(new SnapshotRows(snapshot), run.expected));
            run.head = Core.head(base);
            for (Pending p : works) {
                boolean first = base.isEmpty();
                if (!first && full(base, run)) break;
                if (!one(p, base, run, nonce, first)) break;
            }
            if (!base.isEmpty()) {
                clearMarks(base);
                run.head = LogFloor.raise(core, base, run.head);
                base.put(Keys.HEAD, run.head.withNonce(nonce).write());
                run.head = run.head.withNonce(nonce);
                run.ops = base.ops();
            }
        }
        return run;
    }

    private boolean full(Overlay base, Run run) {
        Engine.Limits limits = core.engine.limits();
        return base.rows() > limits.commitRows() / SHARE || base.bytes() + run.blobBytes > limits.commitBytes() / SHARE;
    }

    /** False when the work does not fit beside those before it. */
    private boolean one(Pending p, Overlay base, Run run, long nonce, boolean first) {
        p.failure = null;
        p.result = null;
        var layer = new Overlay(base);
        try {
            boolean exists = run.head.version() > 0 && !run.head.deleted();
            if (!exists && !p.creates) throw Core.notFound("account");
            var tx = new AccountTx(core, p.gate, account, layer, run.head);
            Object result = p.work.apply(tx);
            Optional<Head> after = tx.finish(nonce);
            if (after.isPresent()) {
                long blobBytes = 0;
                for (Staged s : tx.blobs().values()) if (!run.blobs.containsKey(s.id())) blobBytes += s.size();
                if (!fits(base, layer, run.blobBytes + blobBytes)) {
                    if (!first) return false;
                    throw new Refused(new Failure.TooMany(
                            KB.REQUEST_TOO_LARGE,
                            "rows",
                            layer.rows(),
                            core.engine.limits().commitRows()));
                }
                base.absorb(layer);
                run.head = after.get();
                run.blobs.putAll(tx.blobs());
                run.blobBytes += blobBytes;
                run.touched.addAll(tx.touched());
                run.marks.addAll(tx.marks());
                if (tx.reader() != 0) run.readers.add(tx.reader());
            }
            p.result = result;
        } catch (RuntimeException | Error e) {
            p.failure = e;
        }
        run.ran.add(p);
        return true;
    }

    private boolean fits(Overlay base, Overlay layer, long blobBytes) {
        Engine.Limits limits = core.engine.limits();
        // A small reserve for the head, cleared marks and the log's floor.
        return base.rows() + layer.rows() <= limits.commitRows() - 1_500
                && base.bytes() + layer.bytes() + blobBytes <= limits.commitBytes() - (256 << 10);
    }

    /** Marks of intakes that are over. */
    private void clearMarks(Overlay base) {
        int most = 200;
        for (int i = marks.size(); i > 0 && most > 0; i--) {
            Bytes mark = marks.removeFirst();
            if (core.intakes.isOpen(Keys.id(mark))) {
                marks.addLast(mark);
            } else {
                base.delete(mark);
                most--;
            }
        }
    }
}
