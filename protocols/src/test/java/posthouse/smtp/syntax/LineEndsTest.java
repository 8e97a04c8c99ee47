// SPDX-License-Identifier: Apache-2.0
package posthouse.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineEndsTest {
    private record Judged(String bare, long line, boolean midLine) {}

    private static Judged judge(String text, int piece) {
        byte[] in = text.getBytes(StandardCharsets.ISO_8859_1);
        LineEnds ends = new LineEnds();
        for (int at = 0; at < in.length; at += piece) ends.feed(in, at, Math.min(in.length, at + piece));
        ends.end();
        return new Judged(ends.bare(), ends.bareLine(), ends.midLine());
    }

    private static void same(String text, String bare, long line, boolean midLine) {
        for (int piece = 1; piece <= Math.max(1, text.length()); piece++)
            assertEquals(new Judged(bare, line, midLine), judge(text, piece), "in pieces of " + piece);
    }

    @Test
    void onlyCrLfEndsALine() {
        same("", "", 0, false);
        same("a\r\nb\r\n", "", 0, false);
        same("\r\n\r\n", "", 0, false);
        same("a\0b\r\n", "", 0, false);
    }

    @Test
    void aLastLineWithoutItsEndIsTold() {
        same("a", "", 0, true);
        same("a\r\nb", "", 0, true);
        same(".", "", 0, true);
    }

    @Test
    void whatStandsAloneIsFoundWithItsLine() {
        same("a\nb\r\n", "LF", 1, false);
        same("\n", "LF", 1, false);
        same("a\r\nb\rc\r\n", "CR", 2, false);
        same("a\r\r\n", "CR", 1, false);
        same("a\r\nb\r\n\n", "LF", 3, false);
        same("a\r", "CR", 1, true);
        same("a\r\n\r", "CR", 2, true);
        same("one\ntwo\rthree", "LF", 1, true);
    }

    /** A message is the same message whether it comes in chunks or after DATA. */
    @Test
    void chunksAndDataAreJudgedAlike() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(9); n > 0; n--)
                text.append(random.nextInt(3) > 0 ? "\r\n" : "\r\n.a\0".substring(0, 1 + random.nextInt(5)));
            String plain = text.toString();
            Judged judged = judge(plain, 1 + random.nextInt(4));
            String whole = plain + (judged.midLine() ? "\r\n" : "");
            String stuffed = (whole.startsWith(".") ? "." : "") + whole.replace("\r\n.", "\r\n..");
            byte[] wire = (stuffed + ".\r\n").getBytes(StandardCharsets.ISO_8859_1);
            var out = new ByteArrayOutputStream();
            DataDecoder decoder = new DataDecoder();
            decoder.feed(wire, 0, wire.length, out::write);
            assertEquals(decoder.bare(), judged.bare(), "seed " + seed);
            if (decoder.bare().isEmpty()) assertEquals(whole, out.toString(StandardCharsets.ISO_8859_1));
        }
    }
}
