// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.2 · RFC 3030 §2
package posthouse.scenarios.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import posthouse.smtp.syntax.Chunk;
import posthouse.smtp.syntax.CommandLine;
import posthouse.smtp.syntax.DataDecoder;
import posthouse.smtp.syntax.LineEnds;
import posthouse.smtp.syntax.MailPath;

/** SMTP's lines and message ends, whatever comes. */
@Tag("fuzz")
class SmtpLineFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyLineIsReadOrRefusedAndNoAddressCarriesAControlCharacter(byte[] line) {
        Optional<CommandLine> command = CommandLine.parse(line);
        if (command.isEmpty()) return;
        Chunk.parse(command.get().arguments()).ifPresent(chunk -> assertTrue(chunk.size() >= 0, chunk::toString));
        for (String keyword : new String[] {"FROM:", "TO:"}) {
            if (!(MailPath.parse(command.get().arguments(), keyword, true) instanceof MailPath.Parsed.Read read))
                continue;
            String address = read.path().address();
            assertFalse(address.chars().anyMatch(c -> c < ' ' || c == 127), address);
            read.path().parameters().size();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aMessageEndsAtTheSamePlaceHoweverItIsCutIntoPieces(byte[] data) {
        int cut = data.length == 0 ? 0 : Math.floorMod(data[0], data.length);
        Read whole = read(data, data.length);
        Read pieces = read(data, cut);
        assertEquals(whole, pieces);
        int end = (new String(data, StandardCharsets.ISO_8859_1)).indexOf("\r\n.\r\n");
        boolean begins = data.length > 2 && data[0] == '.' && data[1] == '\r' && data[2] == '\n';
        assertEquals(begins ? 3 : end < 0 ? -1 : end + 5, whole.end());
    }

    @FuzzTest(maxDuration = "10m")
    void aMessageInChunksIsJudgedLikeTheSameAfterData(byte[] data) {
        int cut = data.length == 0 ? 0 : Math.floorMod(data[0], data.length);
        LineEnds ends = new LineEnds();
        ends.feed(data, 0, cut);
        ends.feed(data, cut, data.length);
        ends.end();
        String whole = new String(data, StandardCharsets.ISO_8859_1) + (ends.midLine() ? "\r\n" : "");
        String stuffed = (whole.startsWith(".") ? "." : "") + whole.replace("\r\n.", "\r\n..") + ".\r\n";
        Read read = read(stuffed.getBytes(StandardCharsets.ISO_8859_1), cut);
        assertEquals(read.bare(), ends.bare());
        if (read.bare().isEmpty()) assertEquals(whole, read.text());
    }

    /** What was passed on, whether it was bad, and where the message ended, or -1. */
    private record Read(String text, String bare, int end) {}

    private static Read read(byte[] data, int cut) {
        DataDecoder decoder = new DataDecoder();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = decoder.feed(data, 0, cut, out::write);
        if (!decoder.done()) at = decoder.feed(data, cut, data.length, out::write);
        String text = decoder.bare().isEmpty() && decoder.done() ? out.toString(StandardCharsets.ISO_8859_1) : "";
        return new Read(text, decoder.bare(), decoder.done() ? at : -1);
    }
}
