// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.EmailId;
import posthouse.base.IdentityId;
import posthouse.base.KB;
import posthouse.delivery.CancelOutcome;
import posthouse.delivery.NewSubmission;
import posthouse.delivery.Submission;
import posthouse.delivery.SubmitOutcome;
import posthouse.directory.Person;
import posthouse.formats.MessageIndexer;
import posthouse.store.NewEmail;
import posthouse.store.Role;

/** Sending by people of the server: at once, later, taken back, over a restart. */
@Tag("server")
class SubmissionTest {
    @TempDir
    Path data;

    private MailHouse house;

    @BeforeEach
    void open() {
        house = new MailHouse(data);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private EmailId draft(String message) {
        Person ada = house.person("ada");
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (var stage = house.store.stage(ada.principal())) {
            stage.write(bytes, 0, bytes.length);
            var blob = stage.finish();
            return house.store
                    .account(ada.principal(), ada.account())
                    .write(tx -> tx.append(NewEmail.of(
                            new byte[0],
                            blob,
                            MessageIndexer.index(bytes),
                            Set.of(tx.roleMailbox(Role.DRAFTS)),
                            Set.of("$draft", "$seen"),
                            house.clock.now())));
        }
    }

    private SubmitOutcome submit(String from, List<String> to, Optional<Instant> at, EmailId email) {
        Person ada = house.person("ada");
        return house.delivery
                .submissions()
                .submit(ada.principal(), ada.account(), new NewSubmission(new IdentityId(1), email, from, to, at));
    }

    private static final String MESSAGE = "From: Ada <ada@demo.test>\r\nTo: ben@demo.test\r\nBCC: cleo@demo.test,\r\n"
            + "\tdan@demo.test\r\nSubject: hi\r\nBccx: kept\r\n\r\nBcc: in the body\r\n";

    private Submission submitted(SubmitOutcome outcome) {
        return assertInstanceOf(SubmitOutcome.Submitted.class, outcome, outcome.toString())
                .submission();
    }

    @Test
    void aMessageGoesAtOnceAndNobodyLearnsOfBcc() {
        Submission sent = submitted(
                submit("ada@demo.test", List.of("ben@demo.test", "cleo@demo.test"), Optional.empty(), draft(MESSAGE)));
        assertEquals(Submission.Undo.FINAL, sent.undo());
        assertTrue(java.util.Objects.requireNonNull(sent.deliveries().get("cleo@demo.test"))
                .done());
        for (String name : List.of("ben", "cleo")) {
            String message = house.inbox(name).getFirst();
            assertTrue(
                    message.endsWith("To: ben@demo.test\r\nSubject: hi\r\nBccx: kept\r\n\r\nBcc: in the body\r\n"),
                    message);
            assertFalse(message.contains("dan@demo.test"));
            assertTrue(message.startsWith("Return-Path: <ada@demo.test>\r\n"));
        }
    }

    @Test
    void aMessageThatWaitsGoesWhenItsTimeHasCome() {
        Instant at = house.clock.now().plusMillis(700);
        Submission waiting =
                submitted(submit("ada@demo.test", List.of("ben@demo.test"), Optional.of(at), draft(MESSAGE)));
        assertEquals(Submission.Undo.PENDING, waiting.undo());
        assertEquals(0, house.inbox("ben").size());
        waitFor(() -> house.inbox("ben").size() == 1);
        waitFor(() -> current(waiting).undo() == Submission.Undo.FINAL);
    }

    private Submission current(Submission s) {
        Person ada = house.person("ada");
        return house.delivery
                .submissions()
                .get(ada.principal(), ada.account(), s.id())
                .orElseThrow();
    }

    private void waitFor(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "did not happen");
            house.clock.pause(Duration.ofMillis(30));
        }
    }

    @Test
    void aMessageTakenBackInTimeNeverGoes() {
        Person ada = house.person("ada");
        Instant at = house.clock.now().plusMillis(600);
        Submission waiting =
                submitted(submit("ada@demo.test", List.of("ben@demo.test"), Optional.of(at), draft(MESSAGE)));
        var submissions = house.delivery.submissions();
        assertInstanceOf(
                CancelOutcome.Canceled.class, submissions.cancel(ada.principal(), ada.account(), waiting.id()));
        house.clock.pause(Duration.ofMillis(1500));
        assertEquals(0, house.inbox("ben").size());
        assertEquals(Submission.Undo.CANCELED, current(waiting).undo());
    }

    @Test
    void aMessageThatHasGoneCannotBeTakenBack() {
        Person ada = house.person("ada");
        Submission sent =
                submitted(submit("ada@demo.test", List.of("ben@demo.test"), Optional.empty(), draft(MESSAGE)));
        var gone = assertInstanceOf(
                CancelOutcome.Gone.class,
                house.delivery.submissions().cancel(ada.principal(), ada.account(), sent.id()));
        assertEquals(KB.SUBMISSION_FINAL, gone.why().problem());
    }

    @Test
    void aMessageThatWaitsSurvivesARestartAndItsDraft() {
        Person ada = house.person("ada");
        EmailId email = draft(MESSAGE);
        Instant at = house.clock.now().plusMillis(1200);
        submitted(submit("ada@demo.test", List.of("ben@demo.test"), Optional.of(at), email));
        house.store.account(ada.principal(), ada.account()).write(tx -> {
            tx.destroy(email);
            return true;
        });
        house.close();
        house = new MailHouse(data);
        waitFor(() -> house.inbox("ben").size() == 1);
        house.clock.pause(Duration.ofMillis(300));
        assertEquals(1, house.inbox("ben").size());
    }

    @Test
    void othersServersAndOthersNamesAreRefused() {
        EmailId email = draft(MESSAGE);
        var invalid = assertInstanceOf(
                SubmitOutcome.InvalidRecipients.class,
                submit(
                        "ada@demo.test",
                        List.of("ben@demo.test", "x@elsewhere.test", "nobody@demo.test"),
                        Optional.empty(),
                        email));
        assertEquals(
                KB.NO_OUTBOUND_ROUTE,
                java.util.Objects.requireNonNull(invalid.why().get("x@elsewhere.test"))
                        .problem());
        assertEquals(
                KB.NO_SUCH_ADDRESS,
                java.util.Objects.requireNonNull(invalid.why().get("nobody@demo.test"))
                        .problem());
        assertEquals(2, invalid.why().size());
        assertEquals(0, house.inbox("ben").size());
        assertInstanceOf(
                SubmitOutcome.ForbiddenMailFrom.class,
                submit("ben@demo.test", List.of("ben@demo.test"), Optional.empty(), email));
        assertInstanceOf(
                SubmitOutcome.ForbiddenFrom.class,
                submit(
                        "ada@demo.test",
                        List.of("ben@demo.test"),
                        Optional.empty(),
                        draft(MESSAGE.replace("Ada <ada", "Ben <ben"))));
        assertInstanceOf(SubmitOutcome.NoRecipients.class, submit("ada@demo.test", List.of(), Optional.empty(), email));
        assertInstanceOf(
                SubmitOutcome.NoSuchEmail.class,
                submit("ada@demo.test", List.of("ben@demo.test"), Optional.empty(), new EmailId(7)));
        submitted(submit("info@demo.test", List.of("ben@demo.test"), Optional.empty(), email));
    }
}
