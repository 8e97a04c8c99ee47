// SPDX-License-Identifier: Apache-2.0
package posthouse.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataDecoderTest {
    private record Decoded(String text, String rest, boolean done, String bare) {}

    private static Decoded decode(String wire, int piece) {
        byte[] in = wire.getBytes(StandardCharsets.ISO_8859_1);
        var out = new ByteArrayOutputStream();
        DataDecoder decoder = new DataDecoder();
        int at = 0;
        while (at < in.length && !decoder.done()) {
            int end = Math.min(in.length, at + piece);
            while (at < end && !decoder.done()) at = decoder.feed(in, at, end, out::write);
        }
        return new Decoded(
                out.toString(StandardCharsets.ISO_8859_1), wire.substring(at), decoder.done(), decoder.bare());
    }

    private static void same(String wire, Decoded expected) {
        for (int piece = 1; piece <= wire.length(); piece++)
            assertEquals(expected, decode(wire, piece), "in pieces of " + piece);
    }

    @Test
    void dotsAreUnstuffedAndTheEndFoundInAnyPieces() {
        same("a\r\n..b\r\n.c\r\n...\r\n.\r\nNOOP\r\n", new Decoded("a\r\n.b\r\nc\r\n..\r\n", "NOOP\r\n", true, ""));
    }

    @Test
    void anEmptyMessageIsOne() {
        same(".\r\nQUIT\r\n", new Decoded("", "QUIT\r\n", true, ""));
    }

    @Test
    void aNulBeforeTheDotIsContent() {
        same("a\r\n\0.\r\nb\r\n.\r\n", new Decoded("a\r\n\0.\r\nb\r\n", "", true, ""));
    }

    @Test
    void nothingButCrLfDotCrLfEndsAMessage() {
        for (String false_ : List.of(
                "\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\n.\r", "\r.\n", "\r\n.\r\r\n", "\r.\r\n")) {
            String wire = "body" + false_ + "MAIL FROM:<admin@us>\r\nsmuggled\r\n.\r\nREST";
            for (int piece = 1; piece <= wire.length(); piece++) {
                Decoded decoded = decode(wire, piece);
                assertTrue(decoded.done());
                assertEquals("REST", decoded.rest(), "after " + Escaped.of(false_));
                assertFalse(decoded.bare().isEmpty(), "a bad end is reported: " + Escaped.of(false_));
            }
        }
    }

    @Test
    void theBareLineIsCountedFromOne() {
        DataDecoder decoder = new DataDecoder();
        byte[] in = "one\r\ntwo\r\nthr\nee\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
        decoder.feed(in, 0, in.length, (b, o, l) -> {});
        assertEquals(3, decoder.bareLine());
        assertEquals("LF", decoder.bare());
    }

    /** What was stuffed by the rule comes out as it was, however the pieces fall. */
    @Test
    void anyLinesSurviveStuffing() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            StringBuilder plain = new StringBuilder();
            StringBuilder wire = new StringBuilder();
            for (int line = random.nextInt(6); line > 0; line--) {
                StringBuilder text = new StringBuilder();
                for (int n = random.nextInt(5); n > 0; n--) text.append(".ab\0 é".charAt(random.nextInt(6)));
                plain.append(text).append("\r\n");
                wire.append(text.toString().startsWith(".") ? "." : "")
                        .append(text)
                        .append("\r\n");
            }
            wire.append(".\r\n");
            assertEquals(
                    new Decoded(plain.toString(), "", true, ""),
                    decode(wire.toString(), 1 + random.nextInt(4)),
                    "seed " + seed);
        }
    }

    private static final class Escaped {
        static String of(String text) {
            return text.replace("\r", "\\r").replace("\n", "\\n");
        }
    }
}
