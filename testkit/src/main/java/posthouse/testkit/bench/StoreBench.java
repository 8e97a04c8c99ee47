// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import posthouse.base.Access;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.MailboxId;
import posthouse.base.OrganisationId;
import posthouse.base.Principal;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.engine.rocksdb.RocksEngineOptions;
import posthouse.formats.MessageIndexer;
import posthouse.store.AccountSpec;
import posthouse.store.BlobStage;
import posthouse.store.NewEmail;
import posthouse.store.Role;
import posthouse.store.Store;

/** Deliveries of 4 KB a second, and how long a list takes. Arguments: an empty directory, seconds a line, emails of the large account. */
public final class StoreBench {
    private static final Clock CLOCK = Clock.system();
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.PROBE);

    private final Store store;
    private final String body = "The quick brown fox jumps over the lazy dog, again and again.\r\n".repeat(60);
    private final AtomicLong numbers = new AtomicLong();

    private StoreBench(Store store) {
        this.store = store;
    }

    public static void main(String[] args) throws InterruptedException {
        int seconds = Integer.parseInt(args[1]);
        var engine = RocksEngine.open(Path.of(args[0]), RocksEngineOptions.standard(), CLOCK, new SplittableRandom(1));
        try (Store store = Store.open(engine, new Access(), CLOCK, new SplittableRandom(CLOCK.nanos()))) {
            var bench = new StoreBench(store);
            bench.deliveries("warm-up", 8, 8, seconds);
            bench.deliveries("1 writer", 1, 1, seconds);
            bench.deliveries("8 writers, 8 accounts", 8, 8, seconds);
            bench.deliveries("32 writers, 32 accounts", 32, 32, seconds);
            bench.deliveries("32 writers, 1 account", 32, 1, seconds);
            bench.large(Integer.parseInt(args[2]));
        }
    }

    private AccountId account() {
        var id = new AccountId(1_000 + numbers.incrementAndGet());
        store.create(SYSTEM, id, new AccountSpec(AccountSpec.Kind.PERSON, new OrganisationId(1), Optional.empty(), 0));
        return id;
    }

    private NewEmail email(MailboxId inbox) {
        long n = numbers.incrementAndGet();
        byte[] bytes = ("From: Ada <ada@example.org>\r\nTo: bob@example.org\r\nMessage-ID: <" + n
                        + "@example.org>\r\nSubject: Number " + n + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] prefix = "Return-Path: <ada@example.org>\r\n".getBytes(StandardCharsets.US_ASCII);
        try (BlobStage stage = store.stage(SYSTEM)) {
            stage.write(bytes, 0, bytes.length);
            return NewEmail.of(
                    prefix, stage.finish(), MessageIndexer.index(bytes), Set.of(inbox), Set.of(), CLOCK.now());
        }
    }

    private static NewEmail in(NewEmail e, MailboxId inbox) {
        return new NewEmail(e.prefix(), e.content(), e.index(), Set.of(inbox), e.keywords(), e.receivedAt());
    }

    private void deliveries(String name, int writers, int accounts, int seconds) throws InterruptedException {
        var ids = new ArrayList<AccountId>();
        for (int i = 0; i < accounts; i++) ids.add(account());
        long end = CLOCK.nanos() + Duration.ofSeconds(seconds).toNanos();
        var count = new AtomicLong();
        var done = new CountDownLatch(writers);
        for (int i = 0; i < writers; i++) {
            AccountId id = ids.get(i % accounts);
            Thread.ofVirtual().start(() -> {
                try {
                    while (CLOCK.nanos() < end) {
                        NewEmail email = email(new MailboxId(0));
                        store.account(SYSTEM, id).write(tx -> tx.append(in(email, tx.roleMailbox(Role.INBOX))));
                        count.incrementAndGet();
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        say(name, count.get() / (double) seconds, "deliveries/s");
    }

    private void large(int emails) {
        AccountId id = account();
        var account = store.account(SYSTEM, id);
        MailboxId inbox =
                account.read(view -> view.mailbox(Role.INBOX).orElseThrow().id());
        long start = CLOCK.nanos();
        for (int done = 0; done < emails; done += 500) {
            List<NewEmail> chunk = new ArrayList<>();
            for (int i = 0; i < 500; i++) chunk.add(email(inbox));
            account.write(tx -> {
                chunk.forEach(tx::append);
                return 0;
            });
        }
        say("import", emails / seconds(start), "emails/s");
        start = CLOCK.nanos();
        int size = account.read(view -> view.list(inbox).size());
        say("list of " + size + ", cold", seconds(start) * 1000, "ms");
        start = CLOCK.nanos();
        account.write(tx -> tx.append(email(inbox)));
        account.read(view -> view.list(inbox).size());
        say("one more, list warm", seconds(start) * 1000, "ms");
        start = CLOCK.nanos();
        account.markAllRead(inbox);
        say("mark all read", seconds(start) * 1000, "ms");
        start = CLOCK.nanos();
        var report = store.check(SYSTEM, id);
        say("check, " + report.findings().size() + " findings", seconds(start) * 1000, "ms");
        start = CLOCK.nanos();
        account.empty(inbox);
        say("empty", seconds(start) * 1000, "ms");
    }

    private static double seconds(long since) {
        return (CLOCK.nanos() - since) / 1e9;
    }

    private static void say(String name, double value, String unit) {
        long cpu = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toMillis();
        System.out.printf(Locale.ROOT, "%-32s %10.1f %s (cpu so far %d ms)%n", name, value, unit, cpu);
    }
}
