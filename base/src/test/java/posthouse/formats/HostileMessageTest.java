// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** MIME bombs: stored unharmed elsewhere, here read in linear time within the limits. */
class HostileMessageTest {
    private static final Duration SOON = Duration.ofSeconds(8);

    private static MessageIndex within(String text) {
        byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
        MessageIndex m = assertTimeout(SOON, () -> MessageIndexer.index(raw));
        assertTrue(IndexCodec.encode(m).length <= IndexCodec.MAX_ROW, "row too large");
        IndexCodec.decode(IndexCodec.encode(m));
        assertEquals(raw.length, m.size());
        return m;
    }

    private static int depth(Part p) {
        int deepest = 0;
        for (Part c : p.children()) deepest = Math.max(deepest, depth(c));
        return deepest + 1;
    }

    private static int count(Part p) {
        int n = 1;
        for (Part c : p.children()) n += count(c);
        return n;
    }

    @Test
    void aThousandNestedMultipartsStopAtAHundred() {
        StringBuilder s = new StringBuilder("Subject: deep\r\n");
        for (int i = 0; i < 1000; i++)
            s.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        s.append("\r\nend\r\n");
        MessageIndex m = within(s.toString());
        assertTrue(m.truncated());
        assertTrue(depth(m.structure()) <= 102);
    }

    @Test
    void fiveHundredEmbeddedMessagesStopAtAHundred() {
        MessageIndex m = within("Content-Type: message/rfc822\r\n\r\n".repeat(500) + "Subject: x\r\n\r\nend");
        assertTrue(depth(m.structure()) <= 102);
    }

    @Test
    void aHundredThousandPartsStopAtTenThousand() {
        MessageIndex m = within("Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(100_000) + "--b--\r\n");
        assertTrue(m.truncated());
        assertTrue(count(m.structure()) <= 10_001);
    }

    @Test
    void theSameBoundaryInsideItselfIsReadOnce() {
        MessageIndex m = within("Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".repeat(2_000)
                + "--b\r\n\r\nx\r\n--b--\r\n");
        assertTrue(depth(m.structure()) <= 102);
    }

    @Test
    void aMillionAddressesAreStoredInPart() {
        MessageIndex m = within("To: " + "a@example.test, ".repeat(1_000_000) + "\r\n\r\nx");
        assertTrue(m.truncated());
    }

    @Test
    void tenThousandParameterPiecesAreCut() {
        StringBuilder s = new StringBuilder("Content-Type: text/plain");
        for (int i = 0; i < 10_000; i++) s.append(";\r\n name*").append(i).append("*=x");
        within(s + "\r\n\r\nx");
    }

    @Test
    void nestedCommentsDoNotRecurse() {
        within("From: " + "(".repeat(100_000) + "x" + ")".repeat(100_000) + " a@b.test\r\n\r\nx");
    }

    @Test
    void aTenMegabyteHeaderIsReadInPart() {
        MessageIndex m = within("X-Long: " + "y".repeat(10_000_000) + "\r\nSubject: after\r\n\r\nx");
        assertTrue(m.truncated());
    }

    @Test
    void strayQuotesBracketsAndWordsAreLinear() {
        for (String piece : new String[] {
            "\"\\", "<@a,", "=?a?q", "a@b[", "=?utf-8?Q?=", "<", "((", "a:b;", "=?utf-8?B?", "\\\"", "@[", "x\" <"
        })
            within("From: " + piece.repeat(250_000 / piece.length()) + "\r\nSubject: "
                    + piece.repeat(250_000 / piece.length()) + "\r\n\r\nx");
    }

    @Test
    void dashesWithoutAnyBoundaryAreLinear() {
        within("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + ("--" + "x".repeat(60) + "\r\n").repeat(200_000));
    }

    @Test
    void deepHtmlIsReadInTime() {
        within("Content-Type: text/html\r\n\r\n" + "<div>".repeat(100_000) + "deep");
        within("Content-Type: text/html\r\n\r\n" + "<table><tr><td>".repeat(30_000) + "deep");
        within("Content-Type: text/html\r\n\r\n" + "<b><i><a href=x>".repeat(30_000) + "deep");
        within("Content-Type: text/html\r\n\r\n" + "<p><font>".repeat(30_000) + "deep");
    }

    @Test
    void randomOctetsNeverThrow() {
        Random random = new Random(42);
        String[] pieces = {
            "Content-Type: multipart/mixed; boundary=b\r\n",
            "--b\r\n",
            "--b--\r\n",
            "\r\n",
            "\n",
            "\r",
            "Subject: ",
            "From: ",
            "<",
            ">",
            "\"",
            "=?utf-8?B?",
            "?=",
            "text/html",
            "Content-Transfer-Encoding: base64\r\n",
            "Content-Type: message/rfc822\r\n\r\n",
            "\0",
            "ÿ",
            "Date: ",
            "1997",
            "(",
            ")",
            ",",
            ";",
            ":"
        };
        for (int i = 0; i < 3_000; i++) {
            StringBuilder s = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--)
                s.append(
                        random.nextInt(4) == 0
                                ? String.valueOf((char) random.nextInt(256))
                                : pieces[random.nextInt(pieces.length)]);
            within(s.toString());
        }
    }

    @Test
    void aHundredAndFiftyMegabytesStreamThrough() throws IOException {
        byte[] head = Eml.of(
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n");
        byte[] line = ("QUJD".repeat(19) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        long lines = 2_000_000;
        InputStream in = new InputStream() {
            private long at;

            @Override
            public int read() {
                throw new AssertionError("read by block");
            }

            @Override
            public int read(byte[] b, int off, int len) {
                if (at >= head.length + lines * line.length) return -1;
                byte[] from = at < head.length ? head : line;
                int pos = (int) (at < head.length ? at : (at - head.length) % line.length);
                int n = Math.min(len, from.length - pos);
                System.arraycopy(from, pos, b, off, n);
                at += n;
                return n;
            }
        };
        MessageIndex m = MessageIndexer.index(in);
        assertEquals(lines * 57, m.structure().find("2").orElseThrow().size());
        assertEquals("hello", m.preview());
        assertFalse(m.truncated());
    }
}
