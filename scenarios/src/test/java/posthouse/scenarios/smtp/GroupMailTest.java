// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.Deadline;
import posthouse.base.EmailId;
import posthouse.base.IdentityId;
import posthouse.base.KB;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.delivery.DeliverySettings;
import posthouse.delivery.NewSubmission;
import posthouse.delivery.Submission;
import posthouse.delivery.SubmitOutcome;
import posthouse.directory.Group;
import posthouse.directory.Person;
import posthouse.formats.MessageIndexer;
import posthouse.net.NetLimits;
import posthouse.store.NewEmail;
import posthouse.store.Role;
import posthouse.testkit.talk.Talk;

/** Mail to groups, by every way in. */
@Tag("server")
class GroupMailTest {
    private static final Principal CONTROL = new Principal.System(Principal.Reason.CONTROL);

    @TempDir
    static Path data;

    private static MailHouse house;

    @BeforeAll
    static void open() {
        house = new MailHouse(data, NetLimits.standard(), new DeliverySettings("mx.demo.test", 200L << 20, 100, 5, 50));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static List<PersonId> ids(String... names) {
        return Stream.of(names).map(name -> house.person(name).id()).toList();
    }

    private static Group group(String name, String... members) {
        var groups = house.directory.groups();
        Group made = groups.add(
                CONTROL,
                house.directory.organisations(CONTROL).getFirst().id(),
                name,
                Optional.of(name + "@demo.test"));
        return groups.addMembers(CONTROL, made.id(), ids(members));
    }

    private static Talk envelope(Talk talk, List<String> recipients) {
        talk.say("MAIL FROM:<peer@remote.test>").expect("250 *");
        for (String to : recipients) talk.say("RCPT TO:<" + to + "@demo.test>").expect("250 *");
        return talk.say("DATA").expect("354 *");
    }

    private static void send(List<String> recipients, String subject, int octets) {
        try (Talk talk = house.smtp()) {
            envelope(talk, recipients)
                    .raw("Subject: " + subject + "\r\n\r\n" + "x".repeat(octets) + "\r\n.\r\n")
                    .expect("250 2.0.0 *");
        }
    }

    /** The copies that lie in an inbox. */
    private static List<String> copies(String name, String subject) {
        return house.inbox(name).stream()
                .filter(m -> m.contains("Subject: " + subject + "\r\n"))
                .toList();
    }

    @Test
    void aMessageArrivesOnceAtEachMember() {
        group("crew", "ada", "ben", "off");
        group("band", "ben", "cleo");
        send(List.of("crew", "ada", "Crew", "band", "dan"), "once each", 1);
        for (String name : List.of("ada", "ben", "cleo", "dan"))
            assertEquals(1, copies(name, "once each").size(), name);
        assertEquals(0, copies("off", "once each").size(), "whose account is switched off gets nothing");
        assertTrue(
                copies("ada", "once each").getFirst().contains("Delivered-To: ada@demo.test\r\n"),
                "named, and so told");
        assertTrue(copies("ben", "once each").getFirst().contains("Delivered-To: crew@demo.test\r\n"));
    }

    @Test
    void aGroupHasOneAnswerByLmtpToo() {
        group("pair", "eva", "fay");
        try (Talk talk = house.lmtp()) {
            envelope(talk, List.of("eva", "pair", "pair")).raw("Subject: by lmtp\r\n\r\nx\r\n.\r\n");
            for (int i = 0; i < 3; i++) talk.expect("250 2.0.0 *");
        }
        assertEquals(1, copies("eva", "by lmtp").size());
        assertEquals(1, copies("fay", "by lmtp").size());
    }

    @Test
    void aGroupThatReachesNobodyIsRefused() {
        Group empty = group("empty");
        var groups = house.directory.groups();
        try (Talk talk = house.smtp()) {
            talk.say("MAIL FROM:<peer@remote.test>").expect("250 *");
            talk.say("RCPT TO:<empty@demo.test>").expect("550 5.2.4 *(KB1411)");
            groups.addMembers(CONTROL, empty.id(), ids("off"));
            talk.say("RCPT TO:<empty@demo.test>").expect("550 5.2.4 *(KB1411)");
            groups.addMembers(CONTROL, empty.id(), ids("ben"));
            talk.say("RCPT TO:<empty@demo.test>").expect("250 *");
        }
    }

    @Test
    void aMessageGoesToSoManyPeopleAndNoMore() {
        group("three", "ada", "ben", "cleo");
        group("other", "cleo", "dan", "eva", "fay");
        group("six", "ada", "ben", "cleo", "dan", "eva", "fay");
        try (Talk talk = house.smtp()) {
            talk.say("MAIL FROM:<peer@remote.test>").expect("250 *");
            talk.say("RCPT TO:<six@demo.test>").expect("550 5.2.4 *6 people*(KB1412)");
            talk.say("RCPT TO:<three@demo.test>").expect("250 *");
            talk.say("RCPT TO:<other@demo.test>").expect("550 5.2.4 *6 people*(KB1412)");
        }
    }

    @Test
    void whoeverIsFullGetsWhatTheirGroupGetsUnlessAllAre() {
        send(List.of("tiny"), "fills", 1500);
        group("full", "tiny");
        try (Talk talk = house.smtp()) {
            talk.say("MAIL FROM:<peer@remote.test> SIZE=1000").expect("250 *");
            talk.say("RCPT TO:<full@demo.test>").expect("452 4.2.2 *(KB1106)");
        }
        group("roomy", "tiny", "gus");
        send(List.of("roomy"), "for both", 1000);
        assertEquals(1, copies("tiny", "for both").size());
        assertEquals(1, copies("gus", "for both").size());
    }

    @Test
    void whoeverIsDeletedMeanwhileIsNoMemberAnyMore() {
        group("leaving", "hal", "ivy");
        try (Talk talk = house.smtp()) {
            envelope(talk, List.of("leaving"));
            house.directory.deletePerson(CONTROL, house.person("ivy").id());
            talk.raw("Subject: late\r\n\r\nx\r\n.\r\n").expect("250 *");
        }
        assertEquals(1, copies("hal", "late").size());
        assertTrue(
                house.inbox("root").stream().noneMatch(m -> m.contains("KB1407")),
                "nobody is told of who is no member");
    }

    private static EmailId draft(String subject) {
        Person joe = house.person("joe");
        byte[] bytes = ("From: Joe <joe@demo.test>\r\nSubject: " + subject + "\r\n\r\nhi\r\n")
                .getBytes(StandardCharsets.UTF_8);
        try (var stage = house.store.stage(joe.principal())) {
            stage.write(bytes, 0, bytes.length);
            var blob = stage.finish();
            return house.store
                    .account(joe.principal(), joe.account())
                    .write(tx -> tx.append(NewEmail.of(
                            new byte[0],
                            blob,
                            MessageIndexer.index(bytes),
                            Set.of(tx.roleMailbox(Role.DRAFTS)),
                            Set.of("$draft"),
                            house.clock.now())));
        }
    }

    private static SubmitOutcome submit(EmailId email, List<String> to, Optional<Instant> at) {
        Person joe = house.person("joe");
        var wanted = new NewSubmission(new IdentityId(1), email, "joe@demo.test", to, at);
        return house.delivery.submissions().submit(joe.principal(), joe.account(), wanted);
    }

    @Test
    void aColleaguesMessageGoesToTheMembersOfTheMomentWhenItGoesOut() {
        var groups = house.directory.groups();
        Group team = group("team");
        EmailId email = draft("to the team");
        var refused = assertInstanceOf(
                SubmitOutcome.InvalidRecipients.class, submit(email, List.of("team@demo.test"), Optional.empty()));
        assertEquals(
                KB.GROUP_WITHOUT_RECEIVERS,
                Objects.requireNonNull(refused.why().get("team@demo.test")).problem());

        groups.addMembers(CONTROL, team.id(), ids("ben", "joe"));
        var sent = assertInstanceOf(
                SubmitOutcome.Submitted.class,
                submit(email, List.of("ben@demo.test", "team@demo.test"), Optional.empty()));
        Submission.Delivered end =
                Objects.requireNonNull(sent.submission().deliveries().get("team@demo.test"));
        assertTrue(end.done(), end::reply);
        assertEquals(1, copies("ben", "to the team").size());
        assertEquals(1, copies("joe", "to the team").size());

        submit(email, List.of("team@demo.test"), Optional.of(house.clock.now().plusSeconds(1)));
        groups.removeMembers(CONTROL, team.id(), ids("ben", "joe"));
        var deadline = Deadline.in(Duration.ofSeconds(20), house.clock);
        while (!told("joe") && !deadline.passed(house.clock)) house.clock.pause(Duration.ofMillis(50));
        assertTrue(told("joe"), "the sender is told that nobody was there any more");
        assertEquals(1, copies("ben", "to the team").size());
    }

    private static boolean told(String name) {
        return house.inbox(name).stream().anyMatch(m -> m.contains("KB1411"));
    }
}
