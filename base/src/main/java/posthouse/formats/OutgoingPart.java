// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.6 bodyStructure of a new Email
package posthouse.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * One part of a message to be written.
 *
 * @param type media type, e.g. "text/html"; of a multipart with its sub-type
 * @param headers further header fields of this part, Content-Transfer-Encoding excluded
 */
public record OutgoingPart(
        String type,
        Optional<String> charset,
        Optional<String> disposition,
        Optional<String> name,
        Optional<String> cid,
        List<String> language,
        Optional<String> location,
        List<OutgoingHeader> headers,
        Content content) {
    public OutgoingPart {
        language = List.copyOf(language);
        headers = List.copyOf(headers);
    }

    /** Where the octets come from. */
    public sealed interface Content {
        /** Text, written as UTF-8 with CRLF line ends. */
        record Text(String value) implements Content {}

        /** Octets of a blob or of a part, decoded; opened once or twice while writing. */
        record Octets(Source source) implements Content {}

        record Parts(List<OutgoingPart> parts) implements Content {
            public Parts {
                parts = List.copyOf(parts);
            }
        }
    }

    /** Opens the octets anew each time. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    public static OutgoingPart text(String type, String value) {
        return new OutgoingPart(
                type,
                Optional.of("utf-8"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                new Content.Text(value));
    }

    public static OutgoingPart attachment(String type, String name, Source source) {
        return new OutgoingPart(
                type,
                Optional.empty(),
                Optional.of("attachment"),
                Optional.of(name),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                new Content.Octets(source));
    }

    public static OutgoingPart multipart(String subtype, List<OutgoingPart> parts) {
        return new OutgoingPart(
                "multipart/" + subtype,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                new Content.Parts(parts));
    }
}
