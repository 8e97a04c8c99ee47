// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.delivery.JournalEntry.To;
import posthouse.formats.MessageIndexer;
import posthouse.store.Journal;
import posthouse.store.Slice;

/**
 * Carries acknowledged messages from the journal to each recipient, exactly once: at once in the normal case, again from the
 * journal after a stop or a fault.
 */
final class JournalRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalRunner.class);
    private static final Duration AGAIN = Duration.ofSeconds(15);
    private static final int PAGE = 100;
    private static final int AT_ONCE = 100;

    private final Journal journal;
    private final Inboxes inboxes;
    private final Notices notices;
    private final Clock clock;
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean left;
    private volatile boolean closed;

    JournalRunner(Journal journal, Inboxes inboxes, Notices notices, Clock clock) {
        this.journal = journal;
        this.inboxes = inboxes;
        this.notices = notices;
        this.clock = clock;
    }

    void start() {
        left = true;
        wanted.release();
        Thread.ofVirtual().name("journal").start(this::run);
    }

    /** Records the entry, durable on return; what is returned carries it to its recipients. */
    Runnable add(JournalEntry entry, Delivery.Mail mail) {
        long intake = journal.add(entry.encode(), mail.blob());
        underWay.add(intake);
        Delivery.Mail marked = new Delivery.Mail(mail.blob(), mail.index(), mail.trace(), OptionalLong.of(intake));
        return () -> carry(intake, entry, marked);
    }

    private void carry(long intake, JournalEntry entry, Delivery.Mail mail) {
        try {
            if (carried(entry, mail)) journal.complete(intake);
            else left = true;
        } catch (Refused e) {
            left = true;
            LOG.warn("kb={} intake={} waits in the journal", e.failure().problem(), intake, e);
        } finally {
            underWay.remove(intake);
        }
    }

    /** True when every recipient has it or was answered otherwise. */
    private boolean carried(JournalEntry entry, Delivery.Mail mail) {
        boolean all = true;
        List<To> recipients = entry.recipients();
        for (int from = 0; from < recipients.size(); from += AT_ONCE)
            all &= carriedAtOnce(recipients.subList(from, Math.min(recipients.size(), from + AT_ONCE)), mail);
        return all;
    }

    private boolean carriedAtOnce(List<To> recipients, Delivery.Mail mail) {
        List<Thread> others = new ArrayList<>();
        Set<To> failed = ConcurrentHashMap.newKeySet();
        for (int i = 1; i < recipients.size(); i++) {
            To to = recipients.get(i);
            others.add(Thread.ofVirtual().name("deliver").start(() -> {
                if (!delivered(mail, to)) failed.add(to);
            }));
        }
        if (!delivered(mail, recipients.getFirst())) failed.add(recipients.getFirst());
        for (Thread other : others) {
            try {
                other.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return failed.isEmpty();
    }

    private boolean delivered(Delivery.Mail mail, To to) {
        try {
            inboxes.deliver(mail, to.account(), to.address());
            return true;
        } catch (Refused e) {
            if (!(e.failure() instanceof Failure.NotFound)) {
                LOG.warn("kb={} recipient waits in the journal", e.failure().problem(), e);
                return false;
            }
            // Whoever is deleted leaves their groups: there is nobody to be answered for.
            return to.group() || notices.recipientGone(mail, to);
        } catch (RuntimeException e) {
            LOG.error("recipient waits in the journal", e);
            return false;
        }
    }

    private void run() {
        while (!closed) {
            try {
                // Woken by close(); otherwise looks from time to time whether something was left.
                boolean woken = wanted.tryAcquire(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                if (closed) return;
                if (left || woken) replay();
            } catch (InterruptedException e) {
                return;
            } catch (Refused e) {
                left = true;
                LOG.warn("kb={} the journal cannot be read", e.failure().problem(), e);
            } catch (RuntimeException e) {
                left = true;
                LOG.error("kb={} the journal cannot be read", KB.INTERNAL, e);
            }
        }
    }

    private void replay() {
        left = false;
        Optional<Long> after = Optional.empty();
        while (!closed) {
            Slice<Journal.Entry> page = journal.pending(after, PAGE);
            for (Journal.Entry entry : page.items()) {
                if (underWay.add(entry.intake())) again(entry);
            }
            if (!page.more()) return;
            after = Optional.of(page.items().getLast().intake());
        }
    }

    /** One entry that cannot be carried does not keep the others. */
    private void again(Journal.Entry entry) {
        try {
            carry(entry.intake(), JournalEntry.decode(entry.envelope()), mail(entry));
        } catch (RuntimeException e) {
            left = true;
            LOG.error("kb={} intake={} waits in the journal", KB.INTERNAL, entry.intake(), e);
        } finally {
            underWay.remove(entry.intake());
        }
    }

    private static Delivery.Mail mail(Journal.Entry entry) {
        try (InputStream in = entry.blob().source().open()) {
            return new Delivery.Mail(
                    entry.blob(),
                    MessageIndexer.index(in),
                    JournalEntry.decode(entry.envelope()).trace(),
                    OptionalLong.of(entry.intake()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean settle(Deadline deadline) {
        while (!underWay.isEmpty() || left) {
            if (deadline.passed(clock)) return false;
            if (left) wanted.release();
            clock.pause(Duration.ofMillis(20));
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        wanted.release();
    }
}
