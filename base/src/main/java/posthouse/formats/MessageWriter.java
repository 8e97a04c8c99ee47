// SPDX-License-Identifier: Apache-2.0
// RFC 5322 · RFC 2045, RFC 2046, RFC 2047, RFC 2231 · RFC 8621 §4.6
package posthouse.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.random.RandomGenerator;
import posthouse.formats.compose.HeaderWriter;
import posthouse.formats.compose.PartWriter;
import posthouse.formats.compose.WriterRules;

/** Writes a message with CRLF line ends, streaming its attachments. */
public final class MessageWriter {
    private MessageWriter() {}

    /** What is wrong with a message that must not be written. @param where header name or part property */
    public record Defect(String where, String why) {
        /** What would add lines of somebody else's choosing. */
        public static final String LINE_BREAK = "it holds a line break or NUL";

        public boolean isLineBreak() {
            return why.equals(LINE_BREAK);
        }
    }

    /** The first defect: a bad header name, a line break or NUL inside a value, a header that only the writer sets, too many parts. */
    public static Optional<Defect> defect(OutgoingMessage message) {
        return WriterRules.defect(message);
    }

    /**
     * @param random makes the multipart boundaries
     * @throws IllegalArgumentException when {@link #defect} finds one: nothing has been written then
     * @throws IOException when the output or an attachment's source fails
     */
    public static void write(OutgoingMessage message, OutputStream out, RandomGenerator random) throws IOException {
        Optional<Defect> defect = defect(message);
        if (defect.isPresent())
            throw new IllegalArgumentException(
                    defect.get().where() + ": " + defect.get().why());
        HeaderWriter headers = new HeaderWriter(out);
        for (OutgoingHeader h : message.headers()) headers.write(h);
        headers.write(OutgoingHeader.text("MIME-Version", "1.0"));
        new PartWriter(out, random).write(message.body());
    }
}
