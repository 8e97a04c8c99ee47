// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.Principal;
import posthouse.testkit.talk.Talk;

/** What lies in the mailboxes after a conversation. */
@Tag("server")
class DeliveryTest {
    private static final List<String> TEN =
            List.of("root", "ada", "ben", "cleo", "dan", "eva", "fay", "gus", "hal", "ivy");

    @TempDir
    static Path data;

    private static MailHouse house;
    /** What lay in each inbox before the test. */
    private final Map<String, List<String>> before = new HashMap<>();

    @BeforeAll
    static void open() {
        house = new MailHouse(data);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void count() {
        for (String name : TEN) before.put(name, house.inbox(name));
    }

    /** What came to a person's inbox in this test, newest first. */
    private List<String> inbox(String name) {
        List<String> all = new ArrayList<>(house.inbox(name));
        for (String old : before.getOrDefault(name, List.of())) all.remove(old);
        return all;
    }

    private static Talk envelope(Talk talk, String sender, List<String> recipients) {
        talk.say("MAIL FROM:<" + sender + ">").expect("250 *");
        for (String to : recipients) talk.say("RCPT TO:<" + to + "@demo.test>").expect("250 *");
        return talk.say("DATA").expect("354 *");
    }

    private void send(String sender, List<String> recipients, String message) {
        try (Talk talk = house.smtp()) {
            envelope(talk, sender, recipients).raw(message + ".\r\n").expect("250 2.0.0 *");
        }
    }

    @Test
    void theMessageLiesByteEqualBehindItsTrace() {
        send("peer@remote.test", List.of("ada"), "Subject: hi\r\n\r\n..stuffed\r\nlast\r\n");
        List<String> inbox = inbox("ada");
        assertEquals(1, inbox.size());
        String pattern = "Return-Path: <peer@remote.test>\r\nDelivered-To: ada@demo.test\r\n"
                + "Received: from peer.test \\(\\[127.0.0.1\\]\\)\r\n\tby mx.demo.test \\(Posthouse\\) with ESMTP id p[0-9a-z]{12}"
                + "\r\n\tfor <ada@demo.test>; [A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\r\n"
                + "Subject: hi\r\n\r\n.stuffed\r\nlast\r\n";
        assertTrue(Pattern.matches(pattern, inbox.getFirst()), inbox.getFirst());
    }

    @Test
    void tenRecipientsGetOneCopyEach() {
        send("peer@remote.test", TEN, "Subject: all\r\n\r\nx\r\n");
        for (String name : TEN) {
            List<String> inbox = inbox(name);
            assertEquals(1, inbox.size(), name);
            assertTrue(inbox.getFirst().contains("Delivered-To: " + name + "@demo.test\r\n"));
        }
    }

    @Test
    void addressesThatMeetInOnePersonMakeOneCopy() {
        send("peer@remote.test", List.of("ada", "info", "Ada+news", "ben"), "Subject: one\r\n\r\nx\r\n");
        assertEquals(1, inbox("ada").size());
        assertEquals(1, inbox("ben").size());
    }

    @Test
    void postmasterIsTheAdministrator() {
        send("", List.of("postmaster"), "Subject: help\r\n\r\nx\r\n");
        assertEquals(1, inbox("root").size());
    }

    @Test
    void lmtpDeliversToEachAndAnswersForEach() {
        try (Talk talk = house.lmtp()) {
            envelope(talk, "peer@remote.test", TEN).raw("Subject: all\r\n\r\nx\r\n.\r\n");
            for (int i = 0; i < TEN.size(); i++) talk.expect("250 2.0.0 *");
        }
        for (String name : TEN) assertEquals(1, inbox(name).size(), name);
    }

    @Test
    void aMessageThatWasHereBeforeGoesInALoop() {
        try (Talk talk = house.smtp()) {
            envelope(talk, "peer@remote.test", List.of("ada"))
                    .raw("delivered-to: ADA@demo.test\r\nSubject: again\r\n\r\nx\r\n.\r\n")
                    .expect("554 5.4.6 *(KB1404)");
            envelope(talk, "peer@remote.test", List.of("ada", "ben"))
                    .raw("Delivered-To: ada@demo.test\r\nSubject: again\r\n\r\nx\r\n.\r\n")
                    .expect("250 *");
        }
        assertEquals(0, inbox("ada").size());
        assertEquals(1, inbox("ben").size());
    }

    @Test
    void fiftyOneHopsAreALoopAndFiftyAreNot() {
        String hop = "Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\r\n";
        try (Talk talk = house.smtp()) {
            envelope(talk, "peer@remote.test", List.of("ada"))
                    .raw(hop.repeat(51) + "Subject: far\r\n\r\nx\r\n.\r\n")
                    .expect("554 5.4.6 *(KB1404)");
            envelope(talk, "peer@remote.test", List.of("ada"))
                    .raw(hop.repeat(50) + "Subject: far\r\n\r\n" + hop + ".\r\n")
                    .expect("250 *");
        }
        assertEquals(1, inbox("ada").size());
    }

    @Test
    void aSmuggledMessageIsNeverStored() {
        try (Talk talk = house.smtp()) {
            envelope(talk, "peer@remote.test", List.of("ada"))
                    .raw("Subject: a\r\n\r\nx\n.\r\nMAIL FROM:<x@y>\r\n.\r\n")
                    .expect("554 *(KB2001)");
        }
        assertEquals(0, inbox("ada").size());
    }

    @Test
    void aConnectionThatBreaksWithinAMessageLeavesNothing() {
        try (Talk talk = house.smtp()) {
            envelope(talk, "peer@remote.test", List.of("ada")).raw("Subject: half\r\n\r\nhalf");
        }
        assertEquals(0, inbox("ada").size());
    }

    @Test
    void aRecipientDeletedAfterTheAnswerIsReportedToTheLocalSender() {
        // The journal's entry is written, and the fan-out finds the account gone.
        try (Talk talk = house.smtp()) {
            envelope(talk, "ada@demo.test", List.of("ben", "joe"));
            house.directory.deletePerson(
                    new Principal.System(Principal.Reason.CONTROL),
                    house.person("joe").id());
            talk.raw("Subject: late\r\n\r\nx\r\n.\r\n").expect("250 *");
        }
        assertEquals(1, inbox("ben").size());
        List<String> told = inbox("ada");
        assertEquals(1, told.size());
        assertTrue(told.getFirst().contains("joe@demo.test"), told.getFirst());
        assertTrue(told.getFirst().contains("Auto-Submitted: auto-replied"), told.getFirst());
    }

    @Test
    void aFullMailboxIsSaidAfterTheMessageWhenItsSizeWasNotAnnounced() {
        try (Talk talk = house.smtp()) {
            envelope(talk, "peer@remote.test", List.of("tiny"))
                    .raw("Subject: big\r\n\r\n" + "x".repeat(1900) + "\r\n.\r\n")
                    .expect("250 *");
            talk.say("MAIL FROM:<peer@remote.test>").expect("250 *");
            talk.say("RCPT TO:<tiny@demo.test>").expect("452 4.2.2 *(KB1106)");
        }
    }

    @Test
    void aTlsConversationIsSaidToBeOne() {
        try (Talk talk = house.smtp()) {
            talk.say("STARTTLS").expect("220 *").secure(house.trusting());
            talk.say("EHLO peer.test").expectReply("250 *");
            envelope(talk, "peer@remote.test", List.of("ada"))
                    .raw("Subject: sealed\r\n\r\nx\r\n.\r\n")
                    .expect("250 *");
        }
        String message = inbox("ada").getFirst();
        assertTrue(message.contains("with ESMTPS (TLSv1.3 TLS_"), message);
        assertFalse(message.contains("with ESMTP id"), message);
    }
}
