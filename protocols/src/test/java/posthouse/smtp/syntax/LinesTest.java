// SPDX-License-Identifier: Apache-2.0
package posthouse.smtp.syntax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static Optional<CommandLine> parse(String line) {
        return CommandLine.parse(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void verbsAreReadInAnyCaseAndBlanksAroundArgumentsDropped() {
        assertEquals(Optional.of(new CommandLine("MAIL", "FROM:<a@b>")), parse("mail  FROM:<a@b> "));
        assertEquals(Optional.of(new CommandLine("QUIT", "")), parse("QUIT"));
        assertEquals(Optional.of(new CommandLine("", "")), parse(""));
        assertEquals(Optional.of(new CommandLine("", "X-1 a")), parse("X-1 a"));
    }

    @Test
    void controlCharactersAndBrokenUtf8AreNoCommand() {
        assertEquals(Optional.empty(), parse("NO\0OP"));
        assertEquals(Optional.empty(), parse("NOOP \u0007"));
        assertEquals(Optional.empty(), CommandLine.parse(new byte[] {'N', 'O', (byte) 0xff}));
    }

    @Test
    void repliesAreOneLineEachWhateverTheirText() {
        assertArrayEquals(
                "550 5.1.1 no a  b?\r\n".getBytes(StandardCharsets.US_ASCII),
                Reply.of(550, "5.1.1", "no a\r\nbé").print(false));
        assertEquals("550 5.1.1 é\r\n", new String(Reply.of(550, "5.1.1", "é").print(true), StandardCharsets.UTF_8));
        assertEquals(
                "250-a\r\n250 b\r\n",
                new String(new Reply(250, "", List.of("a", "b")).print(false), StandardCharsets.UTF_8));
        assertTrue(Reply.of(550, "5.1.1", "x".repeat(2000)).print(false).length <= 512);
    }
}
