// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.base.Access;
import posthouse.base.Catalogue;
import posthouse.base.Deadline;
import posthouse.base.EmailId;
import posthouse.base.IdentityId;
import posthouse.base.Principal;
import posthouse.base.SubmissionId;
import posthouse.delivery.Delivery;
import posthouse.delivery.DeliverySettings;
import posthouse.delivery.NewSubmission;
import posthouse.delivery.Submission;
import posthouse.delivery.SubmitOutcome;
import posthouse.directory.Directory;
import posthouse.directory.NewPerson;
import posthouse.directory.Person;
import posthouse.formats.MessageIndexer;
import posthouse.store.Changes;
import posthouse.store.DataType;
import posthouse.store.NewEmail;
import posthouse.store.Role;
import posthouse.store.Store;
import posthouse.testkit.engine.EngineRig;
import posthouse.testkit.engine.MemoryRig;

/** What was sent is remembered for a while, by a clock that is put forward. */
final class FinishedSubmissionsTest {
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.CONTROL);

    private MemoryRig rig;
    private Store store;
    private Directory directory;
    private Delivery delivery;
    private Person ada;
    private EmailId email;

    @BeforeEach
    void open() {
        rig = new MemoryRig(EngineRig.seed());
        var access = new Access();
        store = Store.open(rig.engine(), access, rig.clock(), rig.random());
        directory = Directory.open(store, access, rig.clock(), rig.random(), 2);
        var demo = directory.addOrganisation(SYSTEM, "Demo");
        directory.addDomain(SYSTEM, demo.id(), "demo.test");
        ada = directory.addPerson(SYSTEM, new NewPerson("ada@demo.test", "Ada", "a lantern in the gable", false, 0));
        delivery = new Delivery(
                store,
                directory,
                rig.clock(),
                rig.random(),
                DeliverySettings.standard("mx.demo.test"),
                Catalogue.of(Locale.ENGLISH));
        byte[] bytes = "From: ada@demo.test\r\nSubject: hi\r\n\r\nhi\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var stage = store.stage(ada.principal())) {
            stage.write(bytes, 0, bytes.length);
            var blob = stage.finish();
            email = store.account(ada.principal(), ada.account())
                    .write(tx -> tx.append(NewEmail.of(
                            new byte[0],
                            blob,
                            MessageIndexer.index(bytes),
                            Set.of(tx.roleMailbox(Role.DRAFTS)),
                            Set.of("$draft"),
                            rig.clock().now())));
        }
    }

    @AfterEach
    void close() {
        delivery.close();
        store.close();
    }

    private Submission submit(Optional<Instant> at) {
        var wanted = new NewSubmission(new IdentityId(1), email, "ada@demo.test", List.of("ada@demo.test"), at);
        return assertInstanceOf(
                        SubmitOutcome.Submitted.class,
                        delivery.submissions().submit(ada.principal(), ada.account(), wanted))
                .submission();
    }

    private List<SubmissionId> kept() {
        return delivery.submissions().list(ada.principal(), ada.account()).stream()
                .map(Submission::id)
                .toList();
    }

    private String state() {
        return store.account(ada.principal(), ada.account()).read(view -> view.state(DataType.EMAIL_SUBMISSION));
    }

    private Changes since(String state) {
        return store.account(ada.principal(), ada.account())
                .read(view -> view.changes(DataType.EMAIL_SUBMISSION, state, 0));
    }

    private void await(java.util.function.BooleanSupplier holds) {
        var deadline = Deadline.in(Duration.ofSeconds(20), rig.clock());
        while (!holds.getAsBoolean() && !deadline.passed(rig.clock()))
            rig.clock().pause(Duration.ofMillis(50));
        assertTrue(holds.getAsBoolean());
    }

    @Test
    void afterThirtyDaysItIsToldAsDestroyed() {
        SubmissionId sent = submit(Optional.empty()).id();
        SubmissionId taken =
                submit(Optional.of(rig.clock().now().plusSeconds(3600))).id();
        delivery.submissions().cancel(ada.principal(), ada.account(), taken);
        delivery.start();
        rig.clock().forward(Duration.ofDays(29));
        SubmissionId fresh = submit(Optional.empty()).id();
        assertEquals(Set.of(sent, taken, fresh), Set.copyOf(kept()));
        String before = state();
        rig.clock().forward(Duration.ofDays(2));
        await(() -> kept().equals(List.of(fresh)));
        assertEquals(
                Set.of(sent.value(), taken.value()), Set.copyOf(since(before).destroyed()));
    }

    @Test
    void whatWaitsIsNeverForgottenAndTheNewestFiveHundredAreKept() {
        SubmissionId waits = submit(Optional.of(rig.clock().now().plus(Duration.ofHours(20))))
                .id();
        SubmissionId first = submit(Optional.empty()).id();
        String before = state();
        for (int i = 0; i < 501; i++) {
            rig.clock().forward(Duration.ofSeconds(1));
            submit(Optional.empty());
        }
        List<SubmissionId> kept = kept();
        // The last one came when five hundred others were finished already.
        assertEquals(502, kept.size());
        assertTrue(kept.contains(waits));
        assertTrue(!kept.contains(first));
        assertTrue(since(before).destroyed().contains(first.value()));
    }
}
