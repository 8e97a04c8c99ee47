// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MboxReaderTest {
    @Test
    void twoMessagesAreSplitAtTheirFromLinesWithoutTheEmptyLineBetween() throws IOException {
        assertEquals(
                List.of("Subject: a\n\none\n", "Subject: b\n\ntwo\n"),
                read("From a@x Mon\nSubject: a\n\none\n\nFrom b@x Tue\nSubject: b\n\ntwo\n\n"));
    }

    @Test
    void aSentenceThatBeginsWithFromIsNoNextMessage() throws IOException {
        assertEquals(
                List.of("S: a\n\none\nFrom here on\n\nFrom now on, at 10:30:\n\nend\n", "S: b\n\nx\n"),
                read("From a@x\nS: a\n\none\nFrom here on\n\nFrom now on, at 10:30:\n\nend\n"
                        + "From b@x Thu Nov 26 07:00:00 2026\nS: b\n\nx\n"));
    }

    @Test
    void aQuotedFromLineLosesOneQuote() throws IOException {
        assertEquals(
                List.of("S: a\n\nFrom here\n>From there\n>x\n"),
                read("From a\nS: a\n\n>From here\n>>From there\n>x\n"));
    }

    @Test
    void emptyLinesWithinABodyStay() throws IOException {
        assertEquals(List.of("S: a\r\n\r\n\r\n\r\nend\r\n"), read("From a\r\nS: a\r\n\r\n\r\n\r\nend\r\n\r\n"));
    }

    @Test
    void aFileWithoutFromLineIsOneMessage() throws IOException {
        assertEquals(List.of("S: a\n\nx"), read("S: a\n\nx"));
    }

    @Test
    void anEmptyFileHasNoMessage() throws IOException {
        assertEquals(List.of(), read(""));
    }

    @Test
    void messagesThatNobodyReadsAreSkipped() throws IOException {
        var reader = new MboxReader(in("From a\nS: a\n\nx\n\nFrom b\nS: b\n\n"));
        assertEquals(true, reader.next());
        assertEquals(true, reader.next());
        assertEquals("S: b\n", new String(reader.message().readAllBytes(), StandardCharsets.US_ASCII));
        assertEquals(false, reader.next());
    }

    private static List<String> read(String mbox) throws IOException {
        var out = new ArrayList<String>();
        var reader = new MboxReader(in(mbox));
        while (reader.next()) out.add(new String(reader.message().readAllBytes(), StandardCharsets.US_ASCII));
        return out;
    }

    private static BufferedInputStream in(String text) {
        return new BufferedInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
