// SPDX-License-Identifier: Apache-2.0
package posthouse.http.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacedStreamTest {
    private static final long SECOND = 1_000_000_000;
    private static final double SLOW = 2e6;

    /** Writes until the reader's clock says so; answers the most that lay unread meanwhile. */
    private static double write(OutputStream out, ScriptedReader reader, double seconds) throws IOException {
        var piece = new byte[64 << 10];
        double most = 0;
        for (long end = reader.nanos() + (long) (seconds * SECOND); reader.nanos() < end; ) {
            out.write(piece);
            most = Math.max(most, reader.unread);
        }
        return most;
    }

    @Test
    void aReaderThatKeepsUpIsNotHeld() throws IOException {
        var reader = new ScriptedReader(2e9);
        write(reader.stream(), reader, 1);
        assertTrue(reader.held.toMillis() < 5, () -> "held for " + reader.held);
    }

    @Test
    void aSlowReaderHasAFractionOfASecondBeforeItAndLosesNothing() throws IOException {
        var reader = new ScriptedReader(SLOW);
        OutputStream out = reader.stream();
        write(out, reader, 2);
        double before = reader.read;
        double most = write(out, reader, 20);
        assertTrue(most < 0.4 * SLOW, () -> "unread " + most);
        assertTrue(reader.read - before > 0.97 * 20 * SLOW, () -> "read " + (reader.read - before));
    }

    @Test
    void aSlowReaderFarAwayLosesNearlyNothing() throws IOException {
        var reader = new ScriptedReader(SLOW);
        reader.roundTrip = Duration.ofMillis(100);
        reader.wire = 20e6;
        reader.capacity = 2 << 20;
        OutputStream out = reader.stream();
        write(out, reader, 4);
        double before = reader.read;
        double most = write(out, reader, 20);
        assertTrue(most < 0.7 * SLOW, () -> "unread " + most);
        assertTrue(reader.read - before > 0.95 * 20 * SLOW, () -> "read " + (reader.read - before));
    }

    @Test
    void aVerySlowReaderHasTheLeastThatIsUseful() throws IOException {
        var reader = new ScriptedReader(200_000);
        reader.capacity = 1 << 20;
        OutputStream out = reader.stream();
        write(out, reader, 20);
        double most = write(out, reader, 20);
        assertTrue(most < 1.5 * Pace.FLOOR, () -> "unread " + most);
    }

    @Test
    void aBufferThatGrowsUnderItsReaderIsFoundOut() throws IOException {
        var reader = new ScriptedReader(SLOW);
        reader.capacity = 64 << 10;
        OutputStream out = reader.stream();
        for (int n = 0; n < 16; n++) {
            write(out, reader, 0.25);
            reader.capacity += 500_000;
        }
        write(out, reader, 8);
        double most = write(out, reader, 4);
        assertTrue(most < 0.4 * SLOW, () -> "unread " + most);
    }

    @Test
    void aWindowThatShrankForGoodDoesNotHoldItsReader() throws IOException {
        var reader = new ScriptedReader(SLOW);
        OutputStream out = reader.stream();
        write(out, reader, 3);
        reader.capacity = 1.5e6;
        reader.told = reader.capacity;
        write(out, reader, 8);
        double before = reader.read;
        write(out, reader, 10);
        assertTrue(reader.read - before > 0.95 * 10 * SLOW, () -> "read " + (reader.read - before));
    }

    @Test
    void aReaderThatBecomesFastIsServedFastWithinASecond() throws IOException {
        var reader = new ScriptedReader(SLOW);
        OutputStream out = reader.stream();
        write(out, reader, 4);
        reader.rate = 200e6;
        write(out, reader, 1);
        double before = reader.read;
        write(out, reader, 1);
        assertTrue(reader.read - before > 0.9 * 200e6, () -> "read " + (reader.read - before));
    }

    @Test
    void oneThatTakesAllAtOnceAndRestsIsNotFilledAgainAtOnce() throws IOException {
        var reader = new ScriptedReader(SLOW);
        reader.greedy = true;
        OutputStream out = reader.stream();
        write(out, reader, 4);
        reader.mostAtOnce = 0;
        double before = reader.read;
        write(out, reader, 10);
        assertTrue(reader.mostAtOnce < 0.4 * SLOW, () -> "took " + reader.mostAtOnce + " at once");
        assertTrue(reader.read - before > 0.9 * 10 * SLOW, () -> "read " + (reader.read - before));
    }

    /** Linux does not take back what it told; while it would tell less, the edge stands though all is read. */
    @Test
    void aFastReaderWhoseEdgeStandsIsServedAllTheSame() throws IOException {
        var reader = new ScriptedReader(2e9);
        reader.standing(6 << 20, 2 << 20);
        write(reader.stream(), reader, 10);
        assertTrue(reader.read > 200e6, () -> "read " + reader.read + ", held " + reader.held);
    }

    @Test
    void oneWhoseKernelTakesNothingMoreIsGivenUpAfterItsTime() {
        var reader = new ScriptedReader(0);
        IOException why = assertThrows(IOException.class, () -> write(reader.stream(), reader, 200));
        assertEquals("the client does not read", why.getMessage());
        assertTrue(reader.unread > reader.capacity - Pace.FLOOR, () -> "only " + reader.unread + " lie there");
        assertTrue(reader.nanos() > 60 * SECOND && reader.nanos() < 80 * SECOND, () -> "after " + reader.nanos());
    }

    @Test
    void whatEndsTheAnswerEndsTheWait() {
        var reader = new ScriptedReader(0);
        var out = reader.stream(() -> {
            if (reader.nanos() > 5 * SECOND) throw new IOException("cut");
        });
        IOException why = assertThrows(IOException.class, () -> write(out, reader, 100));
        assertEquals("cut", why.getMessage());
        assertTrue(reader.nanos() < 5.5 * SECOND);
    }

    @Test
    void whereTheKernelSaysNothingAllIsWrittenAsItComes() throws IOException {
        var reader = new ScriptedReader(0);
        var sent = new ByteArrayOutputStream();
        try (var out = new PacedStream(sent, Optional::empty, reader, Duration.ofSeconds(60), () -> {})) {
            out.write(new byte[10_000_000]);
        }
        assertEquals(10_000_000, sent.size());
        assertEquals(Duration.ZERO, reader.held);
    }
}
