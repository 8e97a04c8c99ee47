// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.Setting;
import posthouse.base.SubmissionId;
import posthouse.base.Target;
import posthouse.delivery.Submission.Undo;
import posthouse.directory.Directory;
import posthouse.directory.Resolution;
import posthouse.formats.MailAddress;
import posthouse.store.Account;
import posthouse.store.BlobStage;
import posthouse.store.Email;
import posthouse.store.Source;
import posthouse.store.StagedBlob;
import posthouse.store.Store;
import posthouse.store.ValueKind;
import posthouse.store.View;

/**
 * Messages that people of this server send to people of this server. A submission is durable before it is answered, goes out
 * exactly once when its time has come, whatever happens to browser or server meanwhile, and can be taken back until then.
 */
public final class Submissions implements AutoCloseable {
    /** The longest time that a message may wait; below the life of an upload, which keeps its content. */
    public static final Duration LONGEST_WAIT = Duration.ofHours(23);

    static final String SERVICE = "submission";

    private final Store store;
    private final Directory directory;
    private final Recipients recipients;
    private final Clock clock;
    private final RandomGenerator random;
    private final DeliverySettings settings;
    private final Outbox outbox;

    Submissions(
            Store store,
            Directory directory,
            Recipients recipients,
            Inboxes inboxes,
            Notices notices,
            Clock clock,
            RandomGenerator random,
            DeliverySettings settings) {
        this.store = store;
        this.directory = directory;
        this.recipients = recipients;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.outbox = new Outbox(store, inboxes, notices, clock, settings);
    }

    void start() {
        outbox.start();
    }

    /** Sends a message of the account, now or at its time. */
    public SubmitOutcome submit(Principal principal, AccountId account, NewSubmission wanted) {
        directory.access().require(principal, Action.SUBMIT, new Target.Account(account));
        if (wanted.to().isEmpty()) return new SubmitOutcome.NoRecipients();
        if (wanted.to().size() > settings.maxRecipients())
            return new SubmitOutcome.Refused(new Failure.TooMany(
                    KB.TOO_MANY_RECIPIENTS, "recipients", wanted.to().size(), settings.maxRecipients()));
        Account from = store.account(principal, account);
        record Found(Email email, Source source) {}
        Optional<Found> found = from.read(view -> view.email(wanted.email())
                .flatMap(e -> view.message(wanted.email()).map(s -> new Found(e, s))));
        if (found.isEmpty()) return new SubmitOutcome.NoSuchEmail(new Failure.NotFound(KB.NOT_FOUND, "email"));
        Email email = found.get().email();
        Optional<SubmitOutcome> refused = checkSender(principal, wanted, email);
        if (refused.isPresent()) return refused.get();
        Map<String, Failure> invalid = checkRecipients(wanted.to(), email.size());
        if (!invalid.isEmpty()) return new SubmitOutcome.InvalidRecipients(invalid);
        Instant now = clock.now();
        Instant at = wanted.sendAt().filter(t -> t.isAfter(now)).orElse(now);
        if (at.isAfter(now.plus(LONGEST_WAIT)))
            return new SubmitOutcome.Refused(new Failure.BadInput(KB.BAD_SYNTAX, "sendAt", "more than 23 hours ahead"));
        try (BlobStage stage = store.stage(principal)) {
            try (InputStream in = found.get()
                    .source()
                    .open(email.prefix().length, found.get().source().size())) {
                BccStrip.copy(in, stage);
            }
            StagedBlob blob = stage.finish();
            Submission submission = record(from, wanted, email, blob, at, at.equals(now));
            if (at.equals(now)) outbox.release(account, submission.id());
            else outbox.add(account, submission.id(), at);
            return new SubmitOutcome.Submitted(
                    get(principal, account, submission.id()).orElse(submission));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Refused e) {
            return new SubmitOutcome.Refused(e.failure());
        }
    }

    private Submission record(
            Account account, NewSubmission wanted, Email email, StagedBlob blob, Instant at, boolean going) {
        SubmissionId id = freshId();
        Submission submission = new Submission(
                id,
                wanted.identity(),
                wanted.email(),
                email.thread(),
                wanted.from(),
                List.copyOf(wanted.to()),
                at,
                going ? Undo.FINAL : Undo.PENDING,
                Map.of());
        account.write(tx -> {
            Finished.forget(tx, clock.now());
            var content = tx.addUpload(blob, "message/rfc822");
            tx.putValue(
                    ValueKind.SUBMISSION, id.value(), new SubmissionRow(submission, going, content.blob()).encode());
            return content;
        });
        return submission;
    }

    private SubmissionId freshId() {
        synchronized (random) {
            return SubmissionId.fresh(random);
        }
    }

    private Optional<SubmitOutcome> checkSender(Principal principal, NewSubmission wanted, Email email) {
        Optional<PersonId> person = switch (principal) {
            case Principal.Person p -> Optional.of(p.id());
            case Principal.Delegate d -> Optional.of(d.principal());
            case Principal.System ignored -> owner(wanted.from());
            case Principal.Administrator ignored -> Optional.empty();
            case Principal.Anonymous ignored -> Optional.empty();
        };
        if (person.isEmpty() || !owner(wanted.from()).equals(person))
            return Optional.of(new SubmitOutcome.ForbiddenMailFrom(notOwn(wanted.from())));
        List<MailAddress> from = email.index().envelope().from();
        if (from.isEmpty()) return Optional.of(new SubmitOutcome.ForbiddenFrom(notOwn("")));
        for (MailAddress address : from)
            if (!owner(address.email()).equals(person))
                return Optional.of(new SubmitOutcome.ForbiddenFrom(notOwn(address.email())));
        return Optional.empty();
    }

    private static Failure notOwn(String address) {
        return new Failure.BadInput(KB.SENDER_NOT_OWN, "from", address);
    }

    private Optional<PersonId> owner(String address) {
        return directory.resolve(Delivery.SYSTEM, address) instanceof Setting.Known<Resolution> known
                        && known.value() instanceof Resolution.Mailbox m
                ? Optional.of(m.person().id())
                : Optional.empty();
    }

    private Map<String, Failure> checkRecipients(List<String> to, long size) {
        Map<String, Failure> invalid = new LinkedHashMap<>();
        for (String address : to) {
            switch (recipients.resolve(address, SERVICE, size)) {
                case RecipientOutcome.Accepted ignored -> {}
                case RecipientOutcome.AcceptedForGroup ignored -> {}
                case RecipientOutcome.NotForGroup no -> invalid.put(address, no.why());
                case RecipientOutcome.NoSuchAddress ignored ->
                    invalid.put(address, new Failure.NotFound(KB.NO_SUCH_ADDRESS, address));
                case RecipientOutcome.NotLocal ignored ->
                    invalid.put(address, new Failure.Unsupported(KB.NO_OUTBOUND_ROUTE, address));
                case RecipientOutcome.SwitchedOff off -> invalid.put(address, off.why());
                case RecipientOutcome.MailboxFull full -> invalid.put(address, full.why());
                case RecipientOutcome.Loops loops -> invalid.put(address, loops.why());
                case RecipientOutcome.CannotTell unknown -> invalid.put(address, unknown.why());
            }
        }
        return invalid;
    }

    /** Takes a message back whose time has not come. */
    public CancelOutcome cancel(Principal principal, AccountId account, SubmissionId id) {
        directory.access().require(principal, Action.SUBMIT, new Target.Account(account));
        CancelOutcome outcome = store.account(principal, account).write(tx -> {
            Optional<byte[]> row = tx.value(ValueKind.SUBMISSION, id.value());
            if (row.isEmpty())
                return new CancelOutcome.NoSuchSubmission(new Failure.NotFound(KB.NOT_FOUND, "submission"));
            SubmissionRow known = SubmissionRow.decode(id.value(), row.get());
            if (known.submission().undo() == Undo.CANCELED) return new CancelOutcome.Canceled();
            if (known.submission().undo() == Undo.FINAL)
                return new CancelOutcome.Gone(new Failure.Conflict(KB.SUBMISSION_FINAL, "submission"));
            tx.putValue(
                    ValueKind.SUBMISSION,
                    id.value(),
                    known.with(Undo.CANCELED, false, Map.of()).encode());
            return new CancelOutcome.Canceled();
        });
        if (outcome instanceof CancelOutcome.Canceled) outbox.forget(account, id);
        return outcome;
    }

    public Optional<Submission> get(Principal principal, AccountId account, SubmissionId id) {
        return store.account(principal, account)
                .read(view -> view.value(ValueKind.SUBMISSION, id.value()))
                .map(row -> SubmissionRow.decode(id.value(), row).submission());
    }

    /** All that the account remembers, at most 1,000, in the order of their ids. */
    public List<Submission> list(Principal principal, AccountId account) {
        return store.account(principal, account).read(Submissions::list);
    }

    /** As above, from a view of the account, so that they are of its state. */
    public static List<Submission> list(View view) {
        return view.values(ValueKind.SUBMISSION).stream()
                .map(v -> SubmissionRow.decode(v.id(), v.content()).submission())
                .toList();
    }

    /** Forgets a submission. One that waits is taken back first; what has gone out stays out. False: there is none. */
    public boolean destroy(Principal principal, AccountId account, SubmissionId id) {
        directory.access().require(principal, Action.SUBMIT, new Target.Account(account));
        outbox.forget(account, id);
        return store.account(principal, account).write(tx -> tx.removeValue(ValueKind.SUBMISSION, id.value()));
    }

    @Override
    public void close() {
        outbox.close();
    }
}
