// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.base.SubmissionId;
import posthouse.delivery.JournalEntry.To;
import posthouse.delivery.Submission.Delivered;
import posthouse.delivery.Submission.Undo;
import posthouse.formats.MessageIndexer;
import posthouse.store.Account;
import posthouse.store.BlobRef;
import posthouse.store.BlobStage;
import posthouse.store.Slice;
import posthouse.store.Source;
import posthouse.store.StagedBlob;
import posthouse.store.Store;
import posthouse.store.ValueKind;

/**
 * Lets submissions go when their time has come. What waits is known from the rows of the accounts, read at the start; the
 * rows decide, so that a stop between any two steps neither loses nor doubles a message.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration AGAIN = Duration.ofSeconds(15);
    /** How often finished submissions are looked at. */
    private static final Duration LOOK = Duration.ofHours(6);

    private final Store store;
    private final Inboxes inboxes;
    private final Notices notices;
    private final Clock clock;
    private final DeliverySettings settings;
    private final Set<Key> underWay = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Key, Instant> waiting = new HashMap<>();
    private Instant looking = Instant.EPOCH;
    private boolean closed;

    private record Key(AccountId account, SubmissionId id) {}

    Outbox(Store store, Inboxes inboxes, Notices notices, Clock clock, DeliverySettings settings) {
        this.store = store;
        this.inboxes = inboxes;
        this.notices = notices;
        this.clock = clock;
        this.settings = settings;
    }

    void start() {
        Thread.ofVirtual().name("outbox").start(this::run);
    }

    void add(AccountId account, SubmissionId id, Instant at) {
        lock.lock();
        try {
            waiting.put(new Key(account, id), at);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void forget(AccountId account, SubmissionId id) {
        lock.lock();
        try {
            waiting.remove(new Key(account, id));
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            load();
        } catch (Refused e) {
            LOG.warn(
                    "kb={} submissions of before the start are not known",
                    e.failure().problem(),
                    e);
        }
        while (true) {
            Optional<Key> due = nextDue();
            if (due.isPresent()) release(due.get().account(), due.get().id());
            else if (ended()) return;
            else forgetFinished();
        }
    }

    private boolean ended() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** In all accounts, those too whose people send nothing any more. */
    private void forgetFinished() {
        try {
            each(this::forgetFinished);
        } catch (Refused e) {
            LOG.warn("kb={} finished submissions stay for now", e.failure().problem(), e);
        }
    }

    private void forgetFinished(AccountId id) {
        try {
            Account account = store.account(Delivery.SYSTEM, id);
            while (!account.read(view -> Finished.due(view, clock.now())).isEmpty())
                account.write(tx -> Finished.forget(tx, clock.now()));
        } catch (Refused e) {
            LOG.debug("account={} keeps no submissions", id, e);
        }
    }

    /** Waits for the next submission whose time has come; empty at the end, and when finished ones are to be looked at. */
    private Optional<Key> nextDue() {
        lock.lock();
        try {
            while (!closed) {
                Instant now = clock.now();
                if (!now.isBefore(looking)) {
                    looking = now.plus(LOOK);
                    return Optional.empty();
                }
                Optional<Map.Entry<Key, Instant>> next = waiting.entrySet().stream()
                        .filter(e -> !underWay.contains(e.getKey()))
                        .min(Map.Entry.comparingByValue());
                if (next.isPresent() && !next.get().getValue().isAfter(now))
                    return Optional.of(next.get().getKey());
                long millis = next.map(e -> Duration.between(now, e.getValue()).toMillis() + 1)
                        .orElse(60_000L);
                changed.await(Math.min(Math.max(millis, 1), 1_000), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return Optional.empty();
    }

    private void load() {
        each(this::loadOne);
    }

    private void each(java.util.function.Consumer<AccountId> visit) {
        Optional<AccountId> after = Optional.empty();
        while (true) {
            Slice<AccountId> page = store.accounts(Delivery.SYSTEM, after, 500);
            page.items().forEach(visit);
            if (!page.more()) return;
            after = Optional.of(page.items().getLast());
        }
    }

    private void loadOne(AccountId account) {
        try {
            for (SubmissionRow row : store.account(Delivery.SYSTEM, account).read(Finished::all))
                if (row.open())
                    add(account, row.submission().id(), row.submission().sendAt());
        } catch (Refused e) {
            LOG.debug("account={} keeps no submissions", account, e);
        }
    }

    /** Carries a submission whose time has come to its recipients; repeated later when that fails. */
    void release(AccountId account, SubmissionId id) {
        Key key = new Key(account, id);
        if (!underWay.add(key)) return;
        boolean done = false;
        try {
            done = carried(account, id);
        } catch (Refused e) {
            LOG.warn("kb={} submission={} waits", e.failure().problem(), id, e);
        } catch (RuntimeException e) {
            LOG.error("submission={} waits", id, e);
        } finally {
            underWay.remove(key);
            lock.lock();
            try {
                if (done) waiting.remove(key);
                else waiting.put(key, clock.now().plus(AGAIN));
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean carried(AccountId account, SubmissionId id) {
        Account from = store.account(Delivery.SYSTEM, account);
        Optional<SubmissionRow> claimed = claim(from, id);
        if (claimed.isEmpty()) return true;
        SubmissionRow row = claimed.get();
        Map<String, Delivered> deliveries = new LinkedHashMap<>(row.submission().deliveries());
        Optional<Source> content = content(from, row);
        if (content.isEmpty()) {
            for (String to : row.submission().to())
                deliveries.put(
                        to,
                        new Delivered("550 5.6.0 " + notices.text("delivery.gone") + " (" + KB.NOT_FOUND + ")", false));
            finish(from, row, deliveries, false);
            return true;
        }
        try (BlobStage stage = store.stage(Delivery.SYSTEM)) {
            try (InputStream in = content.get().open()) {
                BccStrip.copy(in, stage);
            }
            StagedBlob blob = stage.finish();
            Trace trace = trace(row.submission());
            Delivery.Mail mail;
            try (InputStream in = blob.source().open()) {
                mail = new Delivery.Mail(
                        blob,
                        MessageIndexer.index(in),
                        trace,
                        OptionalLong.of(row.submission().id().value()));
            }
            boolean all = deliver(row, mail, deliveries);
            finish(from, row, deliveries, !all);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Marks it as on its way, after which it cannot be taken back; empty when it is not to be sent any more. */
    private static Optional<SubmissionRow> claim(Account from, SubmissionId id) {
        Optional<SubmissionRow> known = from.read(v -> v.value(ValueKind.SUBMISSION, id.value()))
                .map(row -> SubmissionRow.decode(id.value(), row));
        if (known.isEmpty() || !known.get().open()) return Optional.empty();
        if (known.get().going()) return known;
        return from.write(tx -> {
            Optional<SubmissionRow> now =
                    tx.value(ValueKind.SUBMISSION, id.value()).map(row -> SubmissionRow.decode(id.value(), row));
            if (now.isEmpty() || !now.get().open()) return Optional.<SubmissionRow>empty();
            SubmissionRow going =
                    now.get().with(Undo.FINAL, true, now.get().submission().deliveries());
            tx.putValue(ValueKind.SUBMISSION, id.value(), going.encode());
            return Optional.of(going);
        });
    }

    private static Optional<Source> content(Account from, SubmissionRow row) {
        return from.read(view -> {
            Optional<Source> kept = view.blob(new BlobRef.Upload(row.content())).map(b -> b.source());
            return kept.or(() -> view.email(row.submission().email())
                    .flatMap(e -> view.message(e.id()).map(s -> s)));
        });
    }

    private boolean deliver(SubmissionRow row, Delivery.Mail mail, Map<String, Delivered> deliveries) {
        boolean all = true;
        Set<AccountId> reached = new LinkedHashSet<>();
        List<String> to = row.submission().to();
        for (String address : to) {
            if (deliveries.containsKey(address)) continue;
            switch (inboxes.reach(address, Submissions.SERVICE)) {
                case Inboxes.Reach.Account a -> {
                    try {
                        if (reached.add(a.id())) inboxes.deliver(mail, a.id(), address);
                        deliveries.put(address, new Delivered("250 2.1.5 " + notices.text("delivery.delivered"), true));
                    } catch (Refused e) {
                        if (e.failure() instanceof Failure.NotFound) gone(mail, a.id(), address, deliveries);
                        else all = false;
                    }
                }
                case Inboxes.Reach.Group g -> all &= deliver(mail, g, address, reached, deliveries);
                case Inboxes.Reach.Gone ignored -> gone(mail, new AccountId(0), address, deliveries);
                case Inboxes.Reach.CannotTell ignored -> all = false;
            }
        }
        return all;
    }

    /** A group: done when each of its members has it. */
    private boolean deliver(
            Delivery.Mail mail,
            Inboxes.Reach.Group group,
            String address,
            Set<AccountId> reached,
            Map<String, Delivered> deliveries) {
        if (group.ids().isEmpty()) {
            if (!notices.groupEmpty(mail, new To(new AccountId(0), address, true))) return false;
            String reply = "550 5.2.1 " + notices.text("delivery.group") + " (" + KB.GROUP_WITHOUT_RECEIVERS + ")";
            deliveries.put(address, new Delivered(reply, false));
            return true;
        }
        boolean all = true;
        for (AccountId member : group.ids()) {
            if (reached.contains(member)) continue;
            try {
                inboxes.deliver(mail, member, address);
                reached.add(member);
            } catch (Refused e) {
                // Whoever is deleted leaves their groups.
                all &= e.failure() instanceof Failure.NotFound;
            }
        }
        if (all) deliveries.put(address, new Delivered("250 2.1.5 " + notices.text("delivery.delivered"), true));
        return all;
    }

    private void gone(Delivery.Mail mail, AccountId account, String address, Map<String, Delivered> deliveries) {
        if (notices.recipientGone(mail, new To(account, address)))
            deliveries.put(
                    address,
                    new Delivered(
                            "550 5.1.1 " + notices.text("delivery.mailbox") + " (" + KB.RECIPIENT_GONE + ")", false));
    }

    private static void finish(Account from, SubmissionRow row, Map<String, Delivered> deliveries, boolean stillGoing) {
        from.write(tx -> {
            // Destroyed meanwhile: it stays so.
            if (tx.value(ValueKind.SUBMISSION, row.submission().id().value()).isPresent())
                tx.putValue(
                        ValueKind.SUBMISSION,
                        row.submission().id().value(),
                        row.with(Undo.FINAL, stillGoing, deliveries).encode());
            return true;
        });
    }

    private Trace trace(Submission submission) {
        String received = "Received: by " + settings.host() + " (Posthouse) with JMAP id " + submission.id();
        return new Trace(submission.from(), received, clock.now());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
