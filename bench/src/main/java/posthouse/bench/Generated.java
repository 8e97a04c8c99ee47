// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Messages whose every byte follows from their id, so that a checker can make them again and compare. */
final class Generated {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz      ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /** Bytes of the message with this id: CRLF line ends, no line starts with a dot, about {@code size} bytes long. */
    static byte[] message(String id, int size, String from, List<String> to) {
        StringBuilder text = new StringBuilder(size + 512);
        text.append("From: <").append(from).append(">\r\n");
        text.append("To: ").append(String.join(",\r\n ", to)).append("\r\n");
        text.append("Subject: driver ").append(id).append("\r\n");
        text.append("Message-ID: <").append(id).append("@driver.test>\r\n");
        text.append("Date: Wed, 25 Nov 2026 12:00:00 +0000\r\n");
        text.append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n");
        Random random = new Random(id.hashCode());
        while (text.length() < size) {
            int length = Math.min(70, Math.max(1, size - text.length() - 2));
            for (int i = 0; i < length; i++)
                text.append(i == 0 ? 'L' : LETTERS.charAt(random.nextInt(LETTERS.length())));
            text.append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private Generated() {}
}
