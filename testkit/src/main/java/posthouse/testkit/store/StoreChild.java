// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import posthouse.base.Access;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.OrganisationId;
import posthouse.base.Principal;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.formats.MessageIndexer;
import posthouse.store.AccountSpec;
import posthouse.store.BlobStage;
import posthouse.store.Journal;
import posthouse.store.MailList;
import posthouse.store.NewEmail;
import posthouse.store.Role;
import posthouse.store.StagedBlob;
import posthouse.store.Store;
import posthouse.store.View;
import posthouse.testkit.engine.RocksRig;

/**
 * A process that delivers and notes what was acknowledged, to be killed; and the check of what it left: each acknowledged
 * message exactly once in each mailbox. Arguments: data directory, file for the notes, seed.
 */
public final class StoreChild {
    private static final int ACCOUNTS = 4;
    private static final Clock CLOCK = Clock.system();
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.DELIVERY);
    private static final AccountId JOURNAL = new AccountId(100);

    private final Store store;

    private StoreChild(Path directory, long seed) {
        var engine = RocksEngine.open(directory, RocksRig.small(), CLOCK, new SplittableRandom(seed));
        store = Store.open(engine, new Access(), CLOCK, new SplittableRandom(seed ^ CLOCK.nanos()));
    }

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[2]);
        var child = new StoreChild(Path.of(args[0]), seed);
        try (var notes = FileChannel.open(Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var end = new AtomicLong(notes.size());
            child.start();
            var threads = new ArrayList<Thread>();
            for (int w = 1; w <= ACCOUNTS; w++) {
                int writer = w;
                threads.add(Thread.ofVirtual().start(() -> child.write(notes, end, writer, seed)));
            }
            for (var thread : threads) thread.join();
        }
    }

    private void start() {
        for (int a = 1; a <= ACCOUNTS; a++) {
            var id = new AccountId(a);
            var spec = new AccountSpec(AccountSpec.Kind.PERSON, new OrganisationId(1), Optional.empty(), 0);
            if (!store.exists(SYSTEM, id)) store.create(SYSTEM, id, spec);
        }
        recover();
    }

    /** Delivers what the journal still has. */
    private void recover() {
        Journal journal = store.journal(SYSTEM, JOURNAL);
        for (boolean more = true; more; ) {
            var slice = journal.pending(Optional.empty(), 100);
            for (Journal.Entry e : slice.items())
                toAll(journal, e.intake(), new String(e.envelope(), StandardCharsets.US_ASCII), e.blob());
            more = slice.more();
        }
    }

    private void write(FileChannel notes, AtomicLong end, int writer, long seed) {
        var random = new SplittableRandom(seed + writer);
        Journal journal = store.journal(SYSTEM, JOURNAL);
        for (long n = 0; ; n++) {
            String id = writer + "." + Long.toHexString(random.nextLong()) + "." + n;
            StagedBlob blob = stage(id, n % 40 == 0 ? 1_300_000 : 2_000);
            if (random.nextInt(3) == 0) {
                long intake = journal.add(id.getBytes(StandardCharsets.US_ASCII), blob);
                note(notes, end, "0 " + id + "\n");
                toAll(journal, intake, id, blob);
            } else {
                deliver(new AccountId(writer), id, blob, Optional.empty());
                note(notes, end, writer + " " + id + "\n");
            }
            if (n % 4 == 0) change(new AccountId(writer), random);
        }
    }

    private void toAll(Journal journal, long intake, String id, StagedBlob blob) {
        for (int a = 1; a <= ACCOUNTS; a++) deliver(new AccountId(a), id, blob, Optional.of(intake));
        journal.complete(intake);
    }

    private StagedBlob stage(String id, int length) {
        byte[] head = StoreRig.message(id, "Subject of " + id).getBytes(StandardCharsets.US_ASCII);
        try (BlobStage stage = store.stage(SYSTEM)) {
            stage.write(head, 0, head.length);
            byte[] body = new byte[length];
            java.util.Arrays.fill(body, (byte) 'x');
            stage.write(body, 0, length);
            return stage.finish();
        }
    }

    private void deliver(AccountId account, String id, StagedBlob blob, Optional<Long> intake) {
        byte[] head = StoreRig.message(id, "Subject of " + id).getBytes(StandardCharsets.US_ASCII);
        var index = MessageIndexer.index(head);
        store.account(SYSTEM, account).write(tx -> {
            if (intake.isPresent() && !tx.deliverOnce(intake.get(), account.toString())) return false;
            var inbox = Set.of(tx.roleMailbox(Role.INBOX));
            tx.append(NewEmail.of(new byte[0], blob, index, inbox, Set.of(), CLOCK.now()));
            return true;
        });
    }

    private void change(AccountId account, SplittableRandom random) {
        store.account(SYSTEM, account).write(tx -> {
            MailList all = tx.all();
            if (all.size() == 0) return false;
            var email = all.email(random.nextInt(all.size()));
            if (random.nextBoolean()) tx.changeKeywords(email, Set.of("$seen"), Set.of());
            else tx.setMailboxes(email, Set.of(tx.roleMailbox(random.nextBoolean() ? Role.ARCHIVE : Role.INBOX)));
            return true;
        });
    }

    private static void note(FileChannel notes, AtomicLong end, String line) {
        try {
            var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            notes.write(bytes, end.getAndAdd(bytes.remaining()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens what the process left and says what is wrong with it. */
    public static List<String> check(Path directory, Path notes) throws IOException {
        var child = new StoreChild(directory, 1);
        try {
            child.start();
            var wrong = new ArrayList<>(child.store.check(SYSTEM).findings());
            List<Map<String, Integer>> found = new ArrayList<>();
            found.add(Map.of());
            for (int a = 1; a <= ACCOUNTS; a++) found.add(child.messages(new AccountId(a)));
            for (int a = 1; a <= ACCOUNTS; a++)
                for (var e : found.get(a).entrySet())
                    if (e.getValue() > 1) wrong.add("account " + a + " has " + e.getKey() + " twice");
            for (String line :
                    Files.readString(notes, StandardCharsets.US_ASCII).split("\n")) {
                String[] parts = line.trim().split(" ");
                if (parts.length != 2) continue;
                int to = Integer.parseInt(parts[0]);
                for (int a = 1; a <= ACCOUNTS; a++)
                    if ((to == 0 || to == a) && !found.get(a).containsKey(parts[1] + "@example.org"))
                        wrong.add("account " + a + " lost " + parts[1]);
            }
            return wrong;
        } finally {
            child.store.close();
        }
    }

    private Map<String, Integer> messages(AccountId account) {
        var messages = new HashMap<String, Integer>();
        try (View view = store.account(SYSTEM, account).view()) {
            MailList all = view.all();
            for (int i = 0; i < all.size(); i++) {
                var email = view.email(all.email(i)).orElseThrow();
                messages.merge(Objects.requireNonNull(email.index().messageId().getFirst()), 1, Integer::sum);
            }
        }
        return messages;
    }
}
