// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import posthouse.base.AccountId;
import posthouse.base.Catalogue;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Principal;
import posthouse.directory.Directory;
import posthouse.formats.MessageIndex;
import posthouse.store.StagedBlob;
import posthouse.store.Store;

/**
 * The way of every message into accounts: from other servers by an {@link Intake}, from people of this server by
 * {@link Submissions}. Callable from any thread.
 */
public final class Delivery implements AutoCloseable {
    /** Where the intake journal lies. Part of the format. */
    private static final AccountId JOURNAL = new AccountId(0x6a6f75726e616c31L);

    static final Principal SYSTEM = new Principal.System(Principal.Reason.DELIVERY);

    private final Store store;
    private final Clock clock;
    private final RandomGenerator random;
    private final DeliverySettings settings;
    private final Inboxes inboxes;
    private final Recipients recipients;
    private final JournalRunner runner;
    private final Submissions submissions;

    public Delivery(
            Store store,
            Directory directory,
            Clock clock,
            RandomGenerator random,
            DeliverySettings settings,
            Catalogue catalogue) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.inboxes = new Inboxes(store, directory, clock);
        this.recipients = new Recipients(directory, inboxes, settings);
        Notices notices = new Notices(store, directory, inboxes, clock, random, settings, catalogue);
        this.runner = new JournalRunner(store.journal(SYSTEM, JOURNAL), inboxes, notices, clock);
        this.submissions = new Submissions(store, directory, recipients, inboxes, notices, clock, random, settings);
    }

    /** Begins to carry out what a stop interrupted, and to send submissions when their time has come. */
    public void start() {
        runner.start();
        submissions.start();
    }

    /** Messages that people of this server send. */
    public Submissions submissions() {
        return submissions;
    }

    public DeliverySettings settings() {
        return settings;
    }

    /** Refuses when nothing can be taken in now: store failed (Unavailable), disk full (Full). */
    public void requireRoom() {
        inboxes.requireWorking();
    }

    /**
     * Starts an intake.
     *
     * @param sender reverse path, empty for the null path
     * @param size octets that the sender announced; 0 when it did not
     * @param each whether every recipient gets an answer of its own (LMTP), which needs no journal
     */
    public Intake intake(String sender, Arrival arrival, long size, boolean each) {
        byte[] id = new byte[8];
        synchronized (random) {
            random.nextBytes(id);
        }
        String name = IntakeName.of(id);
        Instant at = Instant.ofEpochSecond(clock.now().getEpochSecond());
        Trace trace = Trace.of(sender, arrival, settings.host(), name, at);
        return new MailIntake(this, name, trace, arrival.service(), size, each);
    }

    Store store() {
        return store;
    }

    Recipients recipients() {
        return recipients;
    }

    Inboxes inboxes() {
        return inboxes;
    }

    JournalRunner runner() {
        return runner;
    }

    /** Whether nothing acknowledged is still on its way; waits until so or the deadline has passed. */
    public boolean settle(Deadline deadline) {
        return runner.settle(deadline);
    }

    @Override
    public void close() {
        submissions.close();
        runner.close();
    }

    /** A message with everything that an account needs to take it. */
    record Mail(StagedBlob blob, MessageIndex index, Trace trace, OptionalLong intake) {}
}
