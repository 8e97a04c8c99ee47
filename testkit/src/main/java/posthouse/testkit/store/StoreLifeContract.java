// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.base.AccountId;
import posthouse.base.Deadline;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.store.BlobRef;
import posthouse.store.BlobStage;
import posthouse.store.DataType;
import posthouse.store.Journal;
import posthouse.store.NewEmail;
import posthouse.store.Role;
import posthouse.store.StagedBlob;
import posthouse.store.StoreSettings;
import posthouse.store.ValueKind;
import posthouse.testkit.engine.EngineRig;

/** What a store does on any engine beside mail in mailboxes: journal, blobs, sweep, feeds, records, log, many writers. */
public abstract class StoreLifeContract {
    private static final StoreSettings SETTINGS = new StoreSettings(
            600, Duration.ofDays(30), Duration.ofDays(14), Duration.ofHours(24), 3L << 20, 8L << 20, 20);

    private StoreRig rig;
    private AccountId ada;
    private MailboxId inbox;

    protected abstract EngineRig engineRig();

    @BeforeEach
    final void open() {
        rig = new StoreRig(engineRig(), SETTINGS);
        ada = rig.person();
        inbox = rig.role(ada, Role.INBOX);
    }

    @AfterEach
    final void close() {
        rig.close();
    }

    private int count(AccountId account, MailboxId mailbox) {
        return rig.account(account).read(view -> view.list(mailbox).size());
    }

    private static Failure refusal(Runnable work) {
        return assertThrows(Refused.class, work::run).failure();
    }

    @Test
    void largeMessageIsStreamedInAndReadFromAnyOffset() throws IOException {
        byte[] content = rig.engine().content(3_000_000);
        StagedBlob blob = rig.stage(content);
        var small = rig.email(
                StoreRig.message("m1", "Large"),
                Set.of(inbox),
                rig.engine().clock().now());
        var email = NewEmail.of(small.prefix(), blob, small.index(), small.mailboxes(), Set.of(), small.receivedAt());
        EmailId id = rig.account(ada).write(tx -> tx.append(email));
        var source = rig.account(ada).read(view -> view.message(id).orElseThrow());
        int prefix = small.prefix().length;
        assertEquals(3_000_000 + prefix, source.size());
        byte[] part = source.open(prefix + 1_500_000, 700_000).readAllBytes();
        assertArrayEquals(java.util.Arrays.copyOfRange(content, 1_500_000, 2_200_000), part);
        byte[] across = source.open(prefix - 2, 4).readAllBytes();
        assertArrayEquals(new byte[] {'\r', '\n', content[0], content[1]}, across);
    }

    @Test
    void partOfAMessageIsARightThroughItsEmail() throws IOException {
        String message = StoreRig.message("m1", "Hello");
        EmailId id = rig.deliver(ada, message);
        int at = message.indexOf("Text of");
        var ref = new BlobRef.Message(id).part(at, at + 7, "7bit");
        assertEquals(ref, BlobRef.parse(ref.text()).orElseThrow());
        var blob = rig.account(ada).read(view -> view.blob(ref)).orElseThrow();
        assertEquals(
                "Text of", new String(blob.source().open().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII));
        AccountId bob = rig.person();
        assertEquals(Optional.empty(), rig.account(bob).read(view -> view.blob(ref)));
    }

    @Test
    void strangerIsDenied() {
        var stranger = new Principal.Person(new PersonId(99), new OrganisationId(1), new AccountId(99), Set.of());
        var account = rig.store().account(stranger, ada);
        assertInstanceOf(Failure.Denied.class, refusal(() -> account.view().close()));
        assertInstanceOf(Failure.Denied.class, refusal(() -> account.write(tx -> 1)));
        assertInstanceOf(
                Failure.Denied.class,
                refusal(() -> rig.store().subscribe(stranger, List.of(ada)).close()));
    }

    @Test
    void journalEntryIsDeliveredExactlyOnce() {
        AccountId partition = rig.engine().freshAccount();
        Journal journal = rig.store().journal(StoreRig.SYSTEM, partition);
        var email = rig.email(
                StoreRig.message("m1", "Once"),
                Set.of(inbox),
                rig.engine().clock().now());
        StagedBlob blob = ((NewEmail.Content.Fresh) email.content()).blob();
        long intake = journal.add(new byte[] {1, 2, 3}, blob);
        rig.restart();
        Journal again = rig.store().journal(StoreRig.SYSTEM, partition);
        Journal.Entry entry = again.pending(Optional.empty(), 10).items().getFirst();
        assertArrayEquals(new byte[] {1, 2, 3}, entry.envelope());
        for (int i = 0; i < 3; i++)
            rig.account(ada).write(tx -> {
                if (tx.deliverOnce(entry.intake(), "ada"))
                    tx.append(NewEmail.of(
                            email.prefix(),
                            entry.blob(),
                            email.index(),
                            email.mailboxes(),
                            Set.of(),
                            email.receivedAt()));
                return 0;
            });
        again.complete(intake);
        assertEquals(List.of(), again.pending(Optional.empty(), 10).items());
        assertEquals(1, count(ada, inbox));
        assertEquals(0, rig.store().sweep(StoreRig.SYSTEM, Duration.ofHours(1)).blobs());
    }

    @Test
    void sweepTakesWhatNothingRefersToAndNothingElse() {
        EmailId kept = rig.deliver(ada, StoreRig.message("m1", "Kept"));
        EmailId gone = rig.deliver(ada, StoreRig.message("m2", "Gone"));
        rig.account(ada).write(tx -> {
            tx.destroy(gone);
            return 0;
        });
        try (BlobStage stage = rig.store().stage(StoreRig.SYSTEM)) {
            stage.write(rig.engine().content(2 << 20), 0, 2 << 20);
            stage.finish();
        }
        assertEquals(0, rig.store().sweep(StoreRig.SYSTEM, Duration.ofHours(1)).blobs());
        rig.engine().clock().forward(Duration.ofHours(2));
        assertEquals(1, rig.store().sweep(StoreRig.SYSTEM, Duration.ofHours(1)).blobs());
        rig.engine().clock().forward(Duration.ofDays(15));
        var report = rig.store().sweep(StoreRig.SYSTEM, Duration.ofHours(1));
        assertEquals(List.of(1L, 1L), List.of(report.blobs(), report.recoverable()));
        assertTrue(rig.account(ada).read(view -> view.message(kept)).isPresent());
    }

    @Test
    void sweepTakesWhatACrashLeftHalfWayButNotWhatIsComing() {
        byte[] much = rig.engine().content(2 << 20);
        try (BlobStage stage = rig.store().stage(StoreRig.SYSTEM)) {
            stage.write(much, 0, much.length);
            rig.engine().clock().forward(Duration.ofHours(2));
            assertEquals(
                    0, rig.store().sweep(StoreRig.SYSTEM, Duration.ofHours(1)).blobs());
            assertEquals(much.length, stage.finish().size());
        }
        try (BlobStage stage = rig.store().stage(StoreRig.SYSTEM)) {
            stage.write(much, 0, much.length);
            rig.restart();
        }
        var report = rig.store().sweep(StoreRig.SYSTEM, Duration.ofHours(1));
        assertTrue(report.blobs() <= 1);
        assertEquals(1, report.kept());
    }

    @Test
    void uploadExpiresAfterADay() {
        StagedBlob blob = rig.stage(new byte[] {1, 2, 3});
        var ref = rig.account(ada).write(tx -> tx.addUpload(blob, "text/plain"));
        assertTrue(rig.account(ada).read(view -> view.blob(ref)).isPresent());
        rig.engine().clock().forward(Duration.ofHours(25));
        assertEquals(Optional.empty(), rig.account(ada).read(view -> view.blob(ref)));
        assertEquals(1, rig.store().sweep(StoreRig.SYSTEM, Duration.ofHours(1)).uploads());
    }

    @Test
    void uploadsBeyondTheirRoomAreRefused() {
        byte[] two = rig.engine().content(2 << 20);
        rig.account(ada).write(tx -> tx.addUpload(rig.stage(two), "text/plain"));
        var failure = refusal(() -> rig.account(ada).write(tx -> tx.addUpload(rig.stage(two), "text/plain")));
        assertEquals(KB.UPLOADS_FULL, failure.problem());
    }

    @Test
    void fullMailboxStillTakesWhatWasPromised() {
        AccountId eve = rig.person(300);
        var box = rig.role(eve, Role.INBOX);
        rig.deliver(eve, StoreRig.message("m1", "First"));
        rig.deliver(eve, StoreRig.message("m2", "Second"));
        assertFalse(rig.account(eve).read(view -> view.quota()).fits(100));
        assertEquals(2, count(eve, box));
    }

    @Test
    void feedJoinsWhatASlowReaderMissedAndHasTheNewestState() {
        try (var feed = rig.store().subscribe(StoreRig.SYSTEM, List.of(ada))) {
            for (int i = 0; i < 5; i++) rig.deliver(ada, StoreRig.message("m" + i, "Hello"));
            var states = feed.next(rig.engine().soon()).orElseThrow();
            String state = rig.account(ada).read(view -> view.state(DataType.EMAIL));
            assertEquals(
                    state, java.util.Objects.requireNonNull(states.get(ada)).get(DataType.EMAIL));
            assertEquals(
                    Optional.empty(),
                    feed.next(Deadline.in(Duration.ofMillis(5), rig.engine().clock())));
        }
    }

    @Test
    void logBelowItsFloorCannotBeCalculatedAndWhatIsAboveCan() {
        EmailId id = rig.deliver(ada, StoreRig.message("m1", "Hello"));
        String old = rig.account(ada).read(view -> view.state(DataType.EMAIL));
        String late = "";
        for (int i = 0; i < 1_000; i++) {
            boolean seen = i % 2 == 0;
            rig.account(ada).write(tx -> {
                tx.setKeywords(id, seen ? Set.of("$seen") : Set.of());
                return 0;
            });
            if (i == 900) late = rig.account(ada).read(view -> view.state(DataType.EMAIL));
        }
        String recent = late;
        assertInstanceOf(
                Failure.CannotCalculate.class,
                refusal(() -> rig.account(ada).read(view -> view.changes(DataType.EMAIL, old, 0))));
        assertEquals(
                List.of(id.value()),
                rig.account(ada)
                        .read(view -> view.changes(DataType.EMAIL, recent, 0))
                        .updated());
        String mailboxes = rig.account(ada).read(view -> view.state(DataType.IDENTITY));
        assertEquals(
                List.of(),
                rig.account(ada)
                        .read(view -> view.changes(DataType.IDENTITY, mailboxes, 0))
                        .updated());
    }

    @Test
    void manyWritersOfOneAccountGetAVersionEach() throws InterruptedException {
        int writers = 64;
        int each = 5;
        var versions = java.util.concurrent.ConcurrentHashMap.<Long>newKeySet();
        var done = new CountDownLatch(writers);
        var failures = new AtomicInteger();
        for (int w = 0; w < writers; w++) {
            int writer = w;
            Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < each; i++) {
                        var email = rig.email(
                                StoreRig.message("w" + writer + "." + i, "Hot"),
                                Set.of(inbox),
                                rig.engine().clock().now());
                        versions.add(rig.account(ada).write(tx -> {
                            tx.append(email);
                            return tx.version();
                        }));
                    }
                } catch (RuntimeException e) {
                    failures.incrementAndGet();
                    throw e;
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        assertEquals(0, failures.get());
        assertEquals(writers * each, versions.size());
        assertEquals(writers * each, count(ada, inbox));
    }

    @Test
    void longOperationsGoInChunksAndEndTheirJob() {
        for (int i = 0; i < 65; i++) rig.deliver(ada, StoreRig.message("m" + i, "Many"));
        assertEquals(65, rig.account(ada).markAllRead(inbox));
        long unread =
                rig.account(ada).read(view -> view.mailbox(inbox).orElseThrow().unreadEmails());
        assertEquals(0, unread);
        assertEquals(65, rig.account(ada).empty(inbox));
        assertEquals(List.of(), rig.account(ada).read(view -> view.jobs()));
        assertEquals(0, rig.account(ada).read(view -> view.quota()).usedBytes());
    }

    @Test
    void failedWorkChangesNothingAndTheNextOneDoes() {
        long before = rig.account(ada).read(view -> view.version());
        assertThrows(
                IllegalStateException.class,
                () -> rig.account(ada).write(tx -> {
                    tx.createMailbox(posthouse.store.NewMailbox.named("Gone"));
                    throw new IllegalStateException();
                }));
        long same = rig.account(ada).read(view -> view.version());
        assertEquals(before, same);
        rig.deliver(ada, StoreRig.message("m1", "Next"));
        long next = rig.account(ada).read(view -> view.version());
        assertEquals(before + 1, next);
    }

    @Test
    void recordsAreListedByPrefixInOrder() {
        var records = rig.store().records(StoreRig.SYSTEM, rig.engine().freshAccount());
        records.write(change -> {
            for (String key : List.of("b/2", "a/1", "b/1", "c")) change.put("kind", key, new byte[] {1});
            change.put("other", "b/3", new byte[] {2});
            return 0;
        });
        var keys = records.all("kind", "b/").stream().map(r -> r.key()).toList();
        assertEquals(List.of("b/1", "b/2"), keys);
        assertEquals(Optional.empty(), records.get("kind", "b/3"));
        records.write(change -> change.remove("kind", "b/1"));
        assertEquals(Optional.empty(), records.get("kind", "b/1"));
    }

    @Test
    void smallValuesHaveTheirOwnState() {
        String mail = rig.account(ada).read(view -> view.state(DataType.EMAIL));
        rig.account(ada).write(tx -> {
            tx.putValue(ValueKind.PREFERENCES, 0, new byte[] {5});
            return 0;
        });
        assertArrayEquals(
                new byte[] {5},
                rig.account(ada)
                        .read(view -> view.value(ValueKind.PREFERENCES, 0))
                        .orElseThrow());
        assertEquals(mail, rig.account(ada).read(view -> view.state(DataType.EMAIL)));
    }

    @Test
    void deletedAccountIsGoneAndItsIdIsNotUsedAgain() {
        rig.deliver(ada, StoreRig.message("m1", "Hello"));
        rig.store().delete(StoreRig.SYSTEM, ada);
        assertFalse(rig.store().exists(StoreRig.SYSTEM, ada));
        assertInstanceOf(
                Failure.NotFound.class, refusal(() -> rig.account(ada).view().close()));
        var seen = new HashSet<Failure>();
        try {
            rig.store()
                    .create(
                            StoreRig.SYSTEM,
                            ada,
                            new posthouse.store.AccountSpec(
                                    posthouse.store.AccountSpec.Kind.PERSON,
                                    new OrganisationId(1),
                                    Optional.empty(),
                                    0));
        } catch (Refused e) {
            seen.add(e.failure());
        }
        assertEquals(1, seen.size());
    }
}
