// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.Clock;
import posthouse.base.SwitchState;
import posthouse.delivery.DeliverySettings;
import posthouse.net.NetLimits;
import posthouse.testkit.talk.Talk;

/** What lies in the mailboxes after a message that came in chunks, or did not come whole. The rules themselves: bdat.talk. */
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChunkingTest {
    private static final String HEAD = "Subject: chunks\r\n\r\n";

    @TempDir
    static Path data;

    private final AheadClock clock = new AheadClock();
    private final Set<String> seen = new HashSet<>();
    private MailHouse house;

    /** The machine's clock, some time ahead. */
    private static final class AheadClock implements Clock {
        private final AtomicLong ahead = new AtomicLong();

        void leap(Duration time) {
            ahead.addAndGet(time.toNanos());
        }

        @Override
        public Instant now() {
            return Clock.system().now();
        }

        @Override
        public long nanos() {
            return Clock.system().nanos() + ahead.get();
        }

        @Override
        public void pause(Duration time) {
            Clock.system().pause(time);
        }
    }

    @BeforeAll
    void open() {
        house = new MailHouse(
                data, NetLimits.standard(), new DeliverySettings("mx.demo.test", 100_000, 100, 3_000, 50), clock);
    }

    @AfterAll
    void close() {
        house.close();
    }

    private static Talk envelope(Talk talk, String... recipients) {
        talk.say("MAIL FROM:<peer@remote.test>").expect("250 *");
        for (String to : recipients) talk.say("RCPT TO:<" + to + "@demo.test>").expect("250 *");
        return talk;
    }

    private static String chunk(String text) {
        return "BDAT " + text.length() + "\r\n" + text;
    }

    private static String last(String text) {
        return "BDAT " + text.length() + " LAST\r\n" + text;
    }

    private static SwitchState switchedOff() {
        return new SwitchState(false, Instant.EPOCH, "root@demo.test", "");
    }

    /** What has arrived since somebody last looked. */
    private List<String> arrived(String name) {
        return house.inbox(name).stream().filter(seen::add).toList();
    }

    private String only(String name) {
        List<String> all = arrived(name);
        assertEquals(1, all.size(), name);
        return all.getFirst().substring(all.getFirst().indexOf("Subject: "));
    }

    @Test
    void theMessageLiesByteEqualHoweverItWasCut() {
        String text = HEAD + ".\r\n..dots stay\r\n.\r\nQUIT\r\n\0 and a NUL\r\n" + "long ".repeat(5_000) + "\r\n";
        try (Talk talk = house.smtp()) {
            envelope(talk, "ada").raw(last(text)).expect("250 2.0.0 Taken *");
            envelope(talk, "ben");
            for (int at = 0; at < text.length(); at += 777) {
                String piece = text.substring(at, Math.min(text.length(), at + 777));
                talk.raw(chunk(piece)).expect("250 2.0.0 " + piece.length() + " octets received");
            }
            talk.say("BDAT 0 LAST").expect("250 2.0.0 Taken *");
        }
        assertEquals(text, only("ada"));
        assertEquals(text, only("ben"));
    }

    @Test
    void aLastLineWithoutItsEndGetsIt() {
        try (Talk talk = house.smtp()) {
            envelope(talk, "ada").raw(last(HEAD + "one\r\ntwo")).expect("250 *");
            envelope(talk, "ben")
                    .raw(chunk(HEAD + "one\r") + last("\n"))
                    .expect("250 *")
                    .expect("250 *");
        }
        assertEquals(HEAD + "one\r\ntwo\r\n", only("ada"));
        assertEquals(HEAD + "one\r\n", only("ben"));
    }

    @Test
    void severalRecipientsGetOneCopyEach() {
        try (Talk talk = house.smtp()) {
            envelope(talk, "ada", "info", "ben", "cleo").raw(chunk(HEAD) + last("x\r\n"));
            talk.expect("250 2.0.0 *received").expect("250 2.0.0 Taken *");
        }
        for (String name : List.of("ada", "ben", "cleo")) assertEquals(HEAD + "x\r\n", only(name));
    }

    @Test
    void lmtpDeliversToEachAndAnswersForEach() {
        try (Talk talk = house.lmtp()) {
            envelope(talk, "ada", "ben", "tiny").raw(chunk(HEAD) + last("x".repeat(3_000)) + "NOOP\r\n");
            talk.expect("250 2.0.0 *received").expect("250 2.0.0 Taken *").expect("250 2.0.0 Taken *");
            talk.expect("552 5.2.2 *(KB1106)").expect("250 2.0.0 OK");
        }
        assertEquals(HEAD + "x".repeat(3_000) + "\r\n", only("ada"));
        assertEquals(HEAD + "x".repeat(3_000) + "\r\n", only("ben"));
        assertEquals(List.of(), arrived("tiny"));
    }

    @Test
    void aRefusedMessageLeavesNothingWhicheverOfItsChunksWasBad() {
        try (Talk talk = house.smtp()) {
            envelope(talk, "ada").raw(chunk("a\nb\r\n") + last(HEAD + "smuggled\r\n"));
            talk.expect("554 *(KB2001)").expect("554 *(KB2001)");
            envelope(talk, "ada").raw(chunk(HEAD) + chunk("x\r\n") + last("x\r"));
            talk.expect("250 *").expect("250 *").expect("554 *(KB2001)");
            envelope(talk, "ada").raw(chunk(HEAD)).expect("250 *");
            talk.say("RSET").expect("250 *");
            envelope(talk, "ben").raw(last(HEAD + "whole\r\n")).expect("250 *");
        }
        assertEquals(List.of(), arrived("ada"));
        assertEquals(HEAD + "whole\r\n", only("ben"));
    }

    @Test
    void aMessageThatGrowsTooLargeIsReadThrownAwayAndRefusedAndTheSessionGoesOn() {
        String half = HEAD + "x".repeat(60_000) + "\r\n";
        try (Talk talk = house.smtp()) {
            envelope(talk, "ada").raw(chunk(half) + last(half) + "NOOP\r\n");
            talk.expect("250 2.0.0 *received").expect("552 5.3.4 *(KB2002)").expect("250 2.0.0 OK");
            envelope(talk, "ada").raw(last("x".repeat(150_000)) + "NOOP\r\n");
            talk.expect("552 5.3.4 *(KB2002)").expect("250 2.0.0 OK");
            // Whole, but for the line end that it lacks.
            envelope(talk, "ada").raw(last(HEAD + "x".repeat(100_000 - HEAD.length())));
            talk.expect("552 5.3.4 *(KB2002)");
            envelope(talk, "ben").raw(last(half)).expect("250 2.0.0 Taken *");
        }
        assertEquals(List.of(), arrived("ada"));
        assertEquals(half, only("ben"));
    }

    @Test
    void aConnectionThatBreaksWithinOrBetweenChunksLeavesNothing() {
        try (Talk talk = house.smtp()) {
            envelope(talk, "ada").raw(chunk(HEAD)).expect("250 *").raw("BDAT 100 LAST\r\nhalf\r\n");
        }
        try (Talk talk = house.smtp()) {
            envelope(talk, "ada").raw(chunk(HEAD + "x\r\n")).expect("250 *");
        }
        assertEquals(List.of(), arrived("ada"));
    }

    @Test
    void aStopWithinAChunkSaysWhyAndNothingIsStored() {
        try (Talk within = house.smtp();
                Talk between = house.smtp()) {
            envelope(within, "ada").raw(chunk(HEAD)).expect("250 *").raw("BDAT 100 LAST\r\nhalf\r\n");
            envelope(between, "ada").raw(chunk(HEAD)).expect("250 *");
            house.smtp.stop(Duration.ZERO, switchedOff());
            within.expect("421 4.3.2 *switched off*(KB1001)").expectClosed();
            between.expect("421 4.3.2 *switched off*(KB1001)").expectClosed();
        } finally {
            house.smtp.start();
        }
        assertEquals(List.of(), arrived("ada"));
    }

    @Test
    void aStopWithGraceLetsTheLastChunkEnd() {
        try (Talk talk = house.smtp()) {
            envelope(talk, "ada").raw(chunk(HEAD)).expect("250 *").raw("BDAT 8 LAST\r\nhalf");
            // The server is to be within the chunk.
            talk.expectSilence(1000);
            Thread stop = Thread.startVirtualThread(() -> house.smtp.stop(Duration.ofSeconds(8), switchedOff()));
            talk.expectSilence(200).raw("th\r\n").expect("250 2.0.0 Taken *");
            talk.expect("421 4.3.2 *(KB1001)").expectClosed();
            stop.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            house.smtp.start();
        }
        assertEquals(HEAD + "halfth\r\n", only("ada"));
    }

    @Test
    void aMessageHasThreeMinutesOverAllItsChunks() {
        try (Talk talk = house.smtp()) {
            envelope(talk, "ada").raw("BDAT 4\r\na\r\n").expectSilence(200);
            clock.leap(Duration.ofMinutes(2));
            talk.expectSilence(300).raw("b").expect("250 2.0.0 4 octets received");
            talk.say("BDAT 100 LAST").expectSilence(200);
            clock.leap(Duration.ofSeconds(50));
            talk.expectSilence(300);
            clock.leap(Duration.ofSeconds(15));
            talk.expect("421 4.4.2 *(KB2013)").expectClosed();
        }
        assertEquals(List.of(), arrived("ada"));
    }

    /** Octets that nobody counted are a message's, not commands: the session ends, and who still sends hears why. */
    @Test
    void whoSaysNoLengthHearsWhyEvenWhileSending() {
        for (String bad : List.of("-1 LAST", "99999999999999999999 LAST"))
            try (Talk talk = house.smtp()) {
                envelope(talk, "ada").raw("BDAT " + bad + "\r\n" + "MAIL FROM:<root@demo.test>\r\n".repeat(20_000));
                String said = talk.rest();
                assertTrue(said.startsWith("5") && said.contains("(KB200"), said);
                assertEquals(1, said.lines().count(), said);
            }
        assertEquals(List.of(), arrived("ada"));
    }
}
