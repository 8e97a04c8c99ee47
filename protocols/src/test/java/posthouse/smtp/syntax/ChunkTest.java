// SPDX-License-Identifier: Apache-2.0
package posthouse.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private static void is(long size, boolean last, String text) {
        assertEquals(Optional.of(new Chunk(size, last)), Chunk.parse(text), text);
    }

    @Test
    void aNumberAndPerhapsLast() {
        is(0, false, "0");
        is(1, false, "1");
        is(1000, true, "1000 LAST");
        is(86, true, "86 last");
        is(0, true, "0 LAST");
        is(5, true, "5 \t LAST");
    }

    @Test
    void leadingZerosMeanNothing() {
        is(5, false, "0005");
        is(0, false, "000");
        is(12, true, "0".repeat(2000) + "12 LAST");
    }

    @Test
    void anyNumberIsReadHoweverLarge() {
        is(999_999_999_999_999_999L, false, "999999999999999999");
        is(Long.MAX_VALUE, false, "9223372036854775808");
        is(Long.MAX_VALUE, true, "9".repeat(2000) + " LAST");
    }

    /** Another server may read these as another length. */
    @Test
    void nothingElseSaysALength() {
        for (String text : List.of(
                "",
                "LAST",
                "-1",
                "+5",
                "5.",
                "0x10",
                "1e3",
                "5 5",
                "5,5",
                "5LAST",
                "5 LAST LAST",
                "5 FIRST",
                "5 LA",
                "٥",
                "5 LAſT",
                "５",
                "5\u00a0LAST",
                " 5",
                "5 ")) assertEquals(Optional.empty(), Chunk.parse(text), text);
    }
}
