// SPDX-License-Identifier: Apache-2.0
// RFC 2045, RFC 2046 · RFC 8621 §4.1.4 EmailBodyPart · RFC 9051 §7.5.2 BODYSTRUCTURE
package posthouse.formats;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One node of a message's MIME tree. Offsets are octets from the start of the indexed blob.
 *
 * @param partId IMAP section number ("1", "2.1"); empty for a multipart
 * @param type lower-case media type, "text/plain" when the header has none
 * @param charset as declared, or "us-ascii" for text without one
 * @param disposition lower-case, e.g. "inline" or "attachment"
 * @param name file name (RFC 2231, RFC 2047), without path separators or control characters
 * @param cid Content-Id without its angle brackets
 * @param encoding lower-case content transfer encoding; "7bit" when absent
 * @param headerStart first octet of the part's header
 * @param bodyStart first octet after the empty line
 * @param bodyEnd first octet after the body (the line break before a boundary is not part of it)
 * @param size octets after content transfer decoding
 * @param lines line breaks in the encoded body
 * @param parameters further Content-Type parameters by lower-case name (format, delsp, boundary …)
 * @param children parts of a multipart; the one root part of an embedded message for message/rfc822
 */
public record Part(
        String partId,
        String type,
        Optional<String> charset,
        Optional<String> disposition,
        Optional<String> name,
        Optional<String> cid,
        List<String> language,
        Optional<String> location,
        String encoding,
        long headerStart,
        long bodyStart,
        long bodyEnd,
        long size,
        long lines,
        Map<String, String> parameters,
        List<Part> children) {
    public Part {
        language = List.copyOf(language);
        parameters = Map.copyOf(parameters);
        children = List.copyOf(children);
    }

    public boolean isMultipart() {
        return type.startsWith("multipart/");
    }

    /** An embedded message whose own parts are in {@link #children}; JMAP shows it as a leaf. */
    public boolean isMessage() {
        return type.equals("message/rfc822") || type.equals("message/global");
    }

    public boolean isText() {
        return type.startsWith("text/");
    }

    public boolean isAttachment() {
        return disposition.map("attachment"::equals).orElse(false);
    }

    /** Octets of the encoded body. */
    public long encodedSize() {
        return bodyEnd - bodyStart;
    }

    /** JMAP's sub-parts: those of a multipart, none for an embedded message. */
    public List<Part> subParts() {
        return isMultipart() ? children : List.of();
    }

    /** The part with this id anywhere below (embedded messages included), as JMAP and IMAP name it. */
    public Optional<Part> find(String id) {
        if (!partId.isEmpty() && partId.equals(id)) return Optional.of(this);
        for (Part child : children) {
            Optional<Part> found = child.find(id);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }
}
