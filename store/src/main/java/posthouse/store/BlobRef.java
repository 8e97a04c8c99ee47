// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.Optional;
import posthouse.base.BlobId;
import posthouse.base.EmailId;

/**
 * A JMAP blob id: a right to bytes through an email, a part of it, or an upload of one account. Its text is opaque to clients.
 */
public sealed interface BlobRef {
    /** The text that JMAP shows. */
    String text();

    /** A whole message with its prefix. */
    record Message(EmailId email) implements BlobRef {
        @Override
        public String text() {
            return "m" + email.toString().substring(1);
        }

        /** A part of this message by octets of its blob (the prefix not counted). */
        public Part part(long start, long end, String encoding) {
            return new Part(email, start, end, Encoding.of(encoding));
        }
    }

    /** An encoded body within a message. Offsets are octets of the blob, the prefix not counted. */
    record Part(EmailId email, long start, long end, Encoding encoding) implements BlobRef {
        @Override
        public String text() {
            return "p" + email.toString().substring(1) + range(start, end, encoding);
        }
    }

    /** An upload of this account. */
    record Upload(BlobId blob) implements BlobRef {
        @Override
        public String text() {
            return "u" + blob.toString().substring(1);
        }

        /** A part of the message that was uploaded, by octets of it. */
        public UploadPart part(long start, long end, String encoding) {
            return new UploadPart(blob, start, end, Encoding.of(encoding));
        }
    }

    /** An encoded body within an uploaded message; there as long as the upload is. */
    record UploadPart(BlobId blob, long start, long end, Encoding encoding) implements BlobRef {
        @Override
        public String text() {
            return "v" + blob.toString().substring(1) + range(start, end, encoding);
        }
    }

    private static String range(long start, long end, Encoding encoding) {
        return "-" + Long.toString(start, 36) + "-" + Long.toString(end - start, 36) + "-" + encoding.letter;
    }

    /** Content transfer encodings that need undoing. */
    enum Encoding {
        IDENTITY('i', "identity"),
        BASE64('b', "base64"),
        QUOTED_PRINTABLE('q', "quoted-printable"),
        UUENCODE('u', "x-uuencode");

        private final char letter;
        private final String mime;

        Encoding(char letter, String mime) {
            this.letter = letter;
            this.mime = mime;
        }

        /** The name in a Content-Transfer-Encoding header; "identity" for the others. */
        public String mime() {
            return mime;
        }

        /** From a header's value; what is not known is taken as it is. */
        public static Encoding of(String name) {
            for (Encoding e : values()) if (e.mime.equalsIgnoreCase(name.strip())) return e;
            return name.strip().equalsIgnoreCase("uuencode") ? UUENCODE : IDENTITY;
        }
    }

    /** Reads the text form; empty when it is not one of ours. */
    static Optional<BlobRef> parse(String text) {
        return BlobRefText.parse(text);
    }
}
