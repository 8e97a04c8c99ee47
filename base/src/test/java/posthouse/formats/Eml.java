// SPDX-License-Identifier: Apache-2.0
package posthouse.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Messages for tests: written with LF for reading, used with CRLF. */
final class Eml {
    private Eml() {}

    static byte[] of(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] latin1(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    static MessageIndex index(String text) {
        return MessageIndexer.index(of(text));
    }

    /** The encoded octets of a part. */
    static String body(byte[] message, Part p) {
        return new String(
                message, (int) p.bodyStart(), (int) (p.bodyEnd() - p.bodyStart()), StandardCharsets.ISO_8859_1);
    }

    static BodyValue value(byte[] message, Part p, int max) {
        try {
            return BodyValues.read(
                    p,
                    new ByteArrayInputStream(message, (int) p.bodyStart(), (int) (p.bodyEnd() - p.bodyStart())),
                    max);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
