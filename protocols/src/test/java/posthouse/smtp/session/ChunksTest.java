// SPDX-License-Identifier: Apache-2.0
package posthouse.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.delivery.CommitOutcome;
import posthouse.delivery.Intake;
import posthouse.delivery.RecipientOutcome;

class ChunksTest {
    private static final long MOST = 100;
    private static final Failure FULL = new Failure.Full(KB.DISK_FULL, "disk", 0, 0);

    /** Takes so many octets, then the disk is full. */
    private static final class SmallIntake implements Intake {
        private final StringBuilder text = new StringBuilder();
        private final int room;
        private int closed;

        SmallIntake(int room) {
            this.room = room;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            if (text.length() + length > room) throw new Refused(FULL);
            text.append(new String(buffer, offset, length, StandardCharsets.US_ASCII));
        }

        @Override
        public void close() {
            closed++;
        }

        @Override
        public RecipientOutcome addRecipient(String address) {
            throw new AssertionError();
        }

        @Override
        public int recipients() {
            return 1;
        }

        @Override
        public CommitOutcome commit() {
            throw new AssertionError();
        }

        @Override
        public void deliver() {
            throw new AssertionError();
        }
    }

    private static boolean give(Chunks chunks, String text) {
        if (!chunks.expect(text.length())) return false;
        chunks.take(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
        return true;
    }

    @Test
    void aFullDiskIsRememberedAndWhatItHeldIsGivenBackAtOnce() {
        SmallIntake intake = new SmallIntake(5);
        Chunks chunks = Chunks.into(intake, MOST);
        assertTrue(give(chunks, "one\r\n"));
        assertEquals(Optional.empty(), chunks.failure());
        assertTrue(give(chunks, "two\r\n"));
        assertEquals(Optional.of(FULL), chunks.failure());
        assertEquals(1, intake.closed);
        assertTrue(chunks.wasRefused());
        assertTrue(give(chunks, "x"));
        chunks.end();
        assertEquals(Optional.of(FULL), chunks.failure());
        assertEquals("one\r\n", intake.text.toString());
        assertEquals(1, intake.closed);
    }

    @Test
    void aDiskThatIsFullBeforeTheLastLineEndRefusesTheWhole() {
        Chunks chunks = Chunks.into(new SmallIntake(5), MOST);
        assertTrue(give(chunks, "one"));
        chunks.end();
        assertEquals(Optional.empty(), chunks.failure());
        Chunks fuller = Chunks.into(new SmallIntake(3), MOST);
        assertTrue(give(fuller, "one"));
        fuller.end();
        assertEquals(Optional.of(FULL), fuller.failure());
    }

    @Test
    void aMessageOfExactlyTheLimitIsTaken() {
        Chunks chunks = Chunks.into(new SmallIntake(1_000), MOST);
        assertTrue(give(chunks, "x".repeat(98)));
        assertTrue(give(chunks, "\r\n"));
        assertTrue(give(chunks, ""));
        chunks.end();
        assertEquals(Optional.empty(), chunks.failure());
        assertTrue(give(Chunks.into(new SmallIntake(1_000), MOST), "x".repeat(100)));
    }

    @Test
    void anOctetMoreIsTooLargeBeforeItHasCome() {
        SmallIntake intake = new SmallIntake(1_000);
        Chunks chunks = Chunks.into(intake, MOST);
        assertTrue(give(chunks, "x".repeat(98)));
        assertFalse(chunks.wasRefused());
        assertTrue(chunks.expect(3));
        assertEquals(Optional.of(new Failure.TooLarge(KB.MESSAGE_TOO_LARGE, "message", 101, MOST)), chunks.failure());
        assertEquals(1, intake.closed);
    }

    @Test
    void noNumberOverflows() {
        Chunks chunks = Chunks.into(new SmallIntake(1_000), MOST);
        assertTrue(give(chunks, "x"));
        assertFalse(chunks.expect(Long.MAX_VALUE));
        assertEquals(
                Optional.of(new Failure.TooLarge(KB.MESSAGE_TOO_LARGE, "message", Long.MAX_VALUE, MOST)),
                chunks.failure());
    }

    @Test
    void aRefusedMessageIsReadUpToABoundOverAllItsChunks() {
        Chunks chunks = Chunks.refused(FULL, MOST);
        long bound = MOST + MessageReader.REFUSED;
        byte[] block = new byte[1 << 20];
        for (long left = bound; left > 0; ) {
            int length = (int) Math.min(left, block.length);
            assertTrue(chunks.expect(length));
            chunks.take(block, 0, length);
            left -= length;
        }
        assertTrue(chunks.expect(0));
        assertFalse(chunks.expect(1));
    }
}
