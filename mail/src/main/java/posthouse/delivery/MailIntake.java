// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.delivery.JournalEntry.To;
import posthouse.formats.MessageIndex;
import posthouse.formats.MessageIndexer;
import posthouse.store.BlobStage;
import posthouse.store.Quota;
import posthouse.store.StagedBlob;

/** An intake over the store. One recipient: one commit. Several with one answer: the journal first. */
final class MailIntake implements Intake {
    private final Delivery delivery;
    private final String id;
    private final Trace trace;
    private final String service;
    private final long announced;
    private final boolean each;
    private final List<To> accepted = new ArrayList<>();
    /** By account, so that several addresses that meet in one person make one copy. */
    private final Map<AccountId, To> copies = new LinkedHashMap<>();

    private final LoopGuard guard = new LoopGuard();
    private @Nullable BlobStage stage;
    private @Nullable Runnable afterwards;

    MailIntake(Delivery delivery, String id, Trace trace, String service, long announced, boolean each) {
        this.delivery = delivery;
        this.id = id;
        this.trace = trace;
        this.service = service;
        this.announced = announced;
        this.each = each;
    }

    @Override
    public RecipientOutcome addRecipient(String address) {
        RecipientOutcome outcome = delivery.recipients().resolve(address, service, Math.max(1, announced));
        if (outcome instanceof RecipientOutcome.Accepted a) {
            To to = new To(a.account(), address);
            accepted.add(to);
            copies.putIfAbsent(a.account(), to);
        }
        return outcome;
    }

    @Override
    public int recipients() {
        return accepted.size();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        BlobStage into = stage;
        if (into == null) {
            into = delivery.store().stage(Delivery.SYSTEM);
            stage = into;
        }
        long size = into.size() + length;
        long most = delivery.settings().maxMessage();
        if (size > most) throw new Refused(new Failure.TooLarge(KB.MESSAGE_TOO_LARGE, "message", size, most));
        guard.feed(buffer, offset, length);
        into.write(buffer, offset, length);
    }

    @Override
    public CommitOutcome commit() {
        try {
            if (guard.received() > delivery.settings().maxReceived())
                return new CommitOutcome.Refused(new Failure.TooMany(
                        KB.MAIL_LOOP,
                        "Received",
                        guard.received(),
                        delivery.settings().maxReceived()));
            StagedBlob blob = finished();
            Delivery.Mail mail = new Delivery.Mail(blob, index(blob), trace, OptionalLong.empty());
            return each ? commitEach(mail) : commitWhole(mail);
        } catch (Refused e) {
            return new CommitOutcome.Refused(e.failure());
        }
    }

    private StagedBlob finished() {
        BlobStage from = stage;
        if (from == null) from = delivery.store().stage(Delivery.SYSTEM);
        stage = from;
        return from.finish();
    }

    private static MessageIndex index(StagedBlob blob) {
        try (InputStream in = blob.source().open()) {
            return MessageIndexer.index(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommitOutcome commitWhole(Delivery.Mail mail) {
        List<To> targets = new ArrayList<>();
        Optional<Failure> loop = Optional.empty();
        for (To to : copies.values()) {
            Optional<Failure> again = loops(to);
            if (again.isPresent()) loop = again;
            else targets.add(to);
        }
        if (targets.isEmpty()) return new CommitOutcome.Refused(loop.orElseThrow());
        if (targets.size() == 1) {
            To only = targets.getFirst();
            Optional<Quota> full = delivery.inboxes().deliverWithinQuota(mail, only.account(), only.address());
            if (full.isPresent())
                return new CommitOutcome.Refused(
                        Recipients.full(full.get(), mail.blob().size()).why());
        } else {
            afterwards = delivery.runner().add(new JournalEntry(trace, targets), mail);
        }
        return new CommitOutcome.Taken(id);
    }

    private Optional<Failure> loops(To to) {
        return guard.deliveredTo(to.address())
                ? Optional.of(new Failure.TooMany(KB.MAIL_LOOP, "Delivered-To", guard.received() + 1L, 1))
                : Optional.empty();
    }

    /** A commit for each account, several at once so that they share their way to the disk. */
    private CommitOutcome commitEach(Delivery.Mail mail) {
        Map<AccountId, RecipientOutcome> ends = new LinkedHashMap<>();
        List<Thread> others = new ArrayList<>();
        Map<AccountId, RecipientOutcome> shared = new java.util.concurrent.ConcurrentHashMap<>();
        boolean first = true;
        To mine = null;
        for (To to : copies.values()) {
            if (first) mine = to;
            else
                others.add(
                        Thread.ofVirtual().name("deliver").start(() -> shared.put(to.account(), commitOne(mail, to))));
            first = false;
        }
        if (mine != null) ends.put(mine.account(), commitOne(mail, mine));
        for (Thread other : others) join(other);
        ends.putAll(shared);
        List<RecipientOutcome> inOrder = new ArrayList<>();
        for (To to : accepted)
            inOrder.add(ends.getOrDefault(
                    to.account(), new RecipientOutcome.CannotTell(new Failure.Internal(KB.INTERNAL, id))));
        return new CommitOutcome.Each(id, inOrder);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private RecipientOutcome commitOne(Delivery.Mail mail, To to) {
        try {
            Optional<Failure> loop = loops(to);
            if (loop.isPresent()) return new RecipientOutcome.Loops(loop.get());
            return delivery.inboxes()
                    .deliverWithinQuota(mail, to.account(), to.address())
                    .<RecipientOutcome>map(
                            quota -> Recipients.full(quota, mail.blob().size()))
                    .orElseGet(() -> new RecipientOutcome.Accepted(to.account()));
        } catch (Refused e) {
            return new RecipientOutcome.CannotTell(e.failure());
        }
    }

    @Override
    public void deliver() {
        Runnable rest = afterwards;
        afterwards = null;
        if (rest != null) rest.run();
    }

    @Override
    public void close() {
        deliver();
        if (stage != null) stage.close();
        stage = null;
    }
}
