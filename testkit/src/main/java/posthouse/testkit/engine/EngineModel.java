// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.BlobId;
import posthouse.base.Failure;
import posthouse.base.Refused;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Commit.Op;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Row;
import posthouse.store.engine.Snapshot;
import posthouse.store.engine.Stamp;

/** Random operations on an engine and on maps beside it; what differs is a mistake of the engine. The seed repeats a run. */
public final class EngineModel {
    private static final int ACCOUNTS = 5;
    private static final int KEYS = 60;
    private static final int BLOBS = 12;

    private final EngineRig rig;
    private final SplittableRandom random;
    private final Map<AccountId, Model> accounts = new TreeMap<>();
    private final NavigableMap<BlobId, byte[]> blobs = new TreeMap<>();
    private int step;

    private static final class Model {
        NavigableMap<Bytes, Bytes> rows = new TreeMap<>();
        Stamp stamp = Stamp.NONE;
    }

    public EngineModel(EngineRig rig, long seed) {
        this.rig = rig;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < ACCOUNTS; i++) accounts.put(new AccountId(random.nextLong()), new Model());
    }

    /** Runs so many operations and compares everything at the end. */
    public void run(int operations) {
        for (step = 0; step < operations; step++) {
            int dice = random.nextInt(1000);
            if (dice < 500) commit(false);
            else if (dice < 560) commit(true);
            else if (dice < 700) page();
            else if (dice < 760) lookUp();
            else if (dice < 790) heldSnapshot();
            else if (dice < 840) putBlob();
            else if (dice < 860) stageBlob();
            else if (dice < 950) readBlob();
            else if (dice < 990) deleteBlob();
            else if (dice < 993) rig.restart();
            else lists();
        }
        for (var id : accounts.keySet()) everything(id);
        lists();
    }

    private void commit(boolean stale) {
        var id = anyAccount();
        var model = model(id);
        var stamp = stale ? new Stamp(model.stamp.version() + random.nextInt(2), model.stamp.nonce() + 2) : model.stamp;
        var commits = Commits.from(stamp).works(1 + random.nextInt(3));
        boolean collides = false;
        for (int i = random.nextInt(12); i > 0; i--) {
            var key = anyKey();
            int dice = random.nextInt(20);
            if (dice < 13) commits.put(key, anyValue());
            else if (dice < 19) commits.delete(key);
            else {
                commits.absent(key);
                collides |= model.rows.containsKey(key);
            }
        }
        BlobId blob = random.nextInt(8) == 0 ? anyBlob() : null;
        byte[] content = blob == null ? new byte[0] : content(random.nextInt(3) == 0 ? 200_000 : 3000);
        if (blob != null && blobs.containsKey(blob)) blob = null;
        if (blob != null) commits.blob(blob, content);
        var commit = commits.build(random);
        switch (outcome(id, commit)) {
            case Outcome.Applied applied -> {
                same(false, stale || collides, "applied");
                same(new Stamp(commit.next(), commit.nonce()), applied.stamp(), "stamp");
                apply(model, commit);
                if (blob != null) blobs.put(blob, content);
            }
            case Outcome.Conflict conflict -> {
                same(true, stale || collides, "conflict");
                same(model.stamp, conflict.actual(), "actual stamp");
                if (blob != null) forget(blob);
            }
            case Outcome.Unknown unknown -> throw new AssertionError("resolved above");
        }
    }

    /** Message bytes of a commit that was not applied may stay behind for the sweep. */
    private void forget(BlobId blob) {
        retried(() -> {
            rig.engine().blobs().delete(blob);
            return true;
        });
    }

    private Outcome outcome(AccountId id, Commit commit) {
        Outcome outcome = retried(() -> rig.account(id).commit(commit, rig.soon()));
        if (!(outcome instanceof Outcome.Unknown)) return outcome;
        return retried(() -> rig.account(id).resolve(commit, rig.soon()));
    }

    private static void apply(Model model, Commit commit) {
        for (Op op : commit.ops()) {
            if (op instanceof Op.Put put) model.rows.put(put.key(), put.value());
            if (op instanceof Op.Delete delete) model.rows.remove(delete.key());
        }
        model.stamp = new Stamp(commit.next(), commit.nonce());
    }

    private void page() {
        var id = anyAccount();
        var a = anyKey();
        var b = anyKey();
        boolean reverse = random.nextBoolean();
        int limit = 1 + random.nextInt(20);
        var from = a.compareTo(b) < 0 ? a : b;
        var to = a.compareTo(b) < 0 ? b : a;
        var range = model(id).rows.subMap(from, true, to, false);
        var expected = new ArrayList<Row>();
        (reverse ? range.descendingMap() : range).forEach((k, v) -> expected.add(new Row(k, v)));
        var page = retried(() -> viewed(id, s -> s.page(from, to, reverse, limit)));
        same(expected.subList(0, Math.min(limit, expected.size())), page.items(), "page");
        same(expected.size() > limit, page.more(), "more");
    }

    private void lookUp() {
        var id = anyAccount();
        var keys = new ArrayList<Bytes>();
        for (int i = 0; i < 10; i++) keys.add(anyKey());
        var expected = new HashMap<>(model(id).rows);
        expected.keySet().retainAll(keys);
        same(expected, retried(() -> viewed(id, s -> s.getAll(keys))), "getAll");
        same(model(id).stamp, retried(() -> rig.account(id).stamp()), "stamp");
    }

    private void heldSnapshot() {
        var id = anyAccount();
        var before = List.copyOf(model(id).rows.values());
        try (var snapshot = retried(() -> rig.account(id).snapshot())) {
            var stamp = model(id).stamp;
            for (int i = 0; i < 3; i++) commit(false);
            var all =
                    retried(() -> snapshot.page(new Bytes(new byte[] {0}), new Bytes(new byte[] {-1}), false, 10_000));
            same(before, all.items().stream().map(Row::value).toList(), "held snapshot");
            same(stamp, snapshot.stamp(), "held stamp");
        }
    }

    private void putBlob() {
        var id = anyBlob();
        byte[] content = content(random.nextInt(5000));
        if (blobs.containsKey(id)) return;
        retried(() -> {
            rig.engine().blobs().put(id, new Bytes(content));
            return true;
        });
        blobs.put(id, content);
    }

    private void stageBlob() {
        var id = anyBlob();
        if (blobs.containsKey(id)) return;
        byte[] content = content(random.nextInt(3 * Blobs.SMALL));
        retried(() -> {
            try (var out = rig.engine().blobs().stage(id)) {
                out.write(content, 0, content.length / 2);
                out.write(content, content.length / 2, content.length - content.length / 2);
                out.finish();
            }
            return true;
        });
        blobs.put(id, content);
    }

    private void readBlob() {
        var id = anyBlob();
        byte[] content = blobs.get(id);
        var info = retried(() -> rig.engine().blobs().info(id));
        same(content != null, info.isPresent(), "blob " + id);
        if (content == null) return;
        same((long) content.length, info.orElseThrow().size(), "size");
        int from = random.nextInt(content.length + 1);
        int length = random.nextInt(content.length - from + 1);
        byte[] read = retried(() -> {
            try (var in = rig.engine().blobs().open(id, from, length)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        same(true, Arrays.equals(Arrays.copyOfRange(content, from, from + length), read), "content");
    }

    private void deleteBlob() {
        var id = anyBlob();
        forget(id);
        blobs.remove(id);
    }

    private void lists() {
        same(
                List.copyOf(blobs.keySet()),
                retried(() -> rig.engine().blobs().list(null, 1000)).items(),
                "blobs");
        var begun = accounts.entrySet().stream()
                .filter(e -> !e.getValue().rows.isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        same(begun, retried(() -> rig.engine().accounts(null, 1000)).items(), "accounts");
    }

    private void everything(AccountId id) {
        var all = retried(() ->
                viewed(id, s -> s.page(new Bytes(new byte[] {0}), new Bytes(new byte[] {-1}), false, 1_000_000)));
        var expected = new ArrayList<Row>();
        model(id).rows.forEach((k, v) -> expected.add(new Row(k, v)));
        same(expected, all.items(), "all rows");
    }

    private <T> T viewed(AccountId id, java.util.function.Function<Snapshot, T> reading) {
        try (var snapshot = rig.account(id).snapshot()) {
            return reading.apply(snapshot);
        }
    }

    /** Repeats what was refused because the store failed; nothing was done then. */
    private <T> T retried(Supplier<T> call) {
        for (int i = 0; ; i++) {
            try {
                return call.get();
            } catch (Refused refused) {
                if (i == 100 || !(refused.failure() instanceof Failure.Unavailable)) throw refused;
            }
        }
    }

    private void same(@Nullable Object expected, @Nullable Object actual, String what) {
        if (!java.util.Objects.equals(expected, actual))
            throw new AssertionError("step " + step + ", " + what + ": expected " + expected + ", was " + actual);
    }

    private AccountId anyAccount() {
        return List.copyOf(accounts.keySet()).get(random.nextInt(ACCOUNTS));
    }

    private Model model(AccountId id) {
        return java.util.Objects.requireNonNull(accounts.get(id));
    }

    private Bytes anyKey() {
        return Commits.bytes("k" + Integer.toString(random.nextInt(KEYS), 7));
    }

    private Bytes anyValue() {
        return new Bytes(content(random.nextInt(200)));
    }

    private BlobId anyBlob() {
        return new BlobId(random.nextInt(BLOBS) - 3);
    }

    private byte[] content(int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        return content;
    }
}
