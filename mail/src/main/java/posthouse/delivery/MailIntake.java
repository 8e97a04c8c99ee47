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
    private final List<Recipient> accepted = new ArrayList<>();
    /** By account, so that several addresses that meet in one person make one copy. */
    private final Map<AccountId, To> copies = new LinkedHashMap<>();

    private final LoopGuard guard = new LoopGuard();
    private @Nullable BlobStage stage;
    private final List<Runnable> afterwards = new ArrayList<>();

    /** An address that was accepted, and where it leads. */
    private record Recipient(String address, List<AccountId> accounts, boolean group) {}

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
        return switch (outcome) {
            case RecipientOutcome.Accepted a -> {
                To before = copies.get(a.account());
                // Whoever is named gets the copy with their own name on it.
                if (before == null || before.group()) copies.put(a.account(), new To(a.account(), address));
                accepted.add(new Recipient(address, List.of(a.account()), false));
                yield outcome;
            }
            case RecipientOutcome.AcceptedForGroup g -> group(address, g);
            default -> outcome;
        };
    }

    private RecipientOutcome group(String address, RecipientOutcome.AcceptedForGroup group) {
        long all = copies.size()
                + group.accounts().stream().filter(a -> !copies.containsKey(a)).count();
        if (all > delivery.settings().maxCopies()) return delivery.recipients().tooMany(address, all);
        for (AccountId member : group.accounts()) copies.putIfAbsent(member, new To(member, address, true));
        accepted.add(new Recipient(address, group.accounts(), true));
        return group;
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
            afterwards.add(delivery.runner().add(new JournalEntry(trace, targets), mail));
        }
        return new CommitOutcome.Taken(id);
    }

    private Optional<Failure> loops(To to) {
        return guard.deliveredTo(to.address())
                ? Optional.of(new Failure.TooMany(KB.MAIL_LOOP, "Delivered-To", guard.received() + 1L, 1))
                : Optional.empty();
    }

    /** A commit for each account, several at once so that they share their way to the disk; a group's members by the journal. */
    private CommitOutcome commitEach(Delivery.Mail mail) {
        Map<AccountId, RecipientOutcome> ends = new LinkedHashMap<>();
        List<Thread> others = new ArrayList<>();
        Map<AccountId, RecipientOutcome> shared = new java.util.concurrent.ConcurrentHashMap<>();
        boolean first = true;
        To mine = null;
        for (To to : copies.values()) {
            if (to.group()) continue;
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
        Map<String, RecipientOutcome> groups = new LinkedHashMap<>();
        for (Recipient r : accepted)
            inOrder.add(
                    r.group()
                            ? groups.computeIfAbsent(r.address(), k -> commitGroup(mail, r))
                            : ends.getOrDefault(
                                    r.accounts().getFirst(),
                                    new RecipientOutcome.CannotTell(new Failure.Internal(KB.INTERNAL, id))));
        return new CommitOutcome.Each(id, inOrder);
    }

    /** One answer for all members: the journal first, unless all of them have their copy by another address. */
    private RecipientOutcome commitGroup(Delivery.Mail mail, Recipient group) {
        var accepted = new RecipientOutcome.AcceptedForGroup(group.accounts());
        List<To> targets = copies.values().stream()
                .filter(to -> to.group() && to.address().equals(group.address()))
                .toList();
        try {
            if (targets.isEmpty()) return accepted;
            Optional<Failure> loop = loops(targets.getFirst());
            if (loop.isPresent()) return new RecipientOutcome.Loops(loop.get());
            afterwards.add(delivery.runner().add(new JournalEntry(trace, targets), mail));
            return accepted;
        } catch (Refused e) {
            return new RecipientOutcome.CannotTell(e.failure());
        }
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
        List<Runnable> rest = List.copyOf(afterwards);
        afterwards.clear();
        rest.forEach(Runnable::run);
    }

    @Override
    public void close() {
        deliver();
        if (stage != null) stage.close();
        stage = null;
    }
}
