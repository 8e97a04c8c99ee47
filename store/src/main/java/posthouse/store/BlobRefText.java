// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.Optional;
import posthouse.base.BlobId;
import posthouse.base.EmailId;

/** Reads the text form of blob ids. */
final class BlobRefText {
    private static final int ID = 14;

    static Optional<BlobRef> parse(String text) {
        if (text.length() < ID) return Optional.empty();
        String id = text.substring(1, ID);
        return switch (text.charAt(0)) {
            case 'm' -> text.length() == ID ? EmailId.parse("m" + id).map(BlobRef.Message::new) : Optional.empty();
            case 'u' -> text.length() == ID ? BlobId.parse("b" + id).map(BlobRef.Upload::new) : Optional.empty();
            case 'p' -> EmailId.parse("m" + id).flatMap(email -> part(text, new BlobRef.Message(email)::part));
            case 'v' -> BlobId.parse("b" + id).flatMap(blob -> part(text, new BlobRef.Upload(blob)::part));
            default -> Optional.empty();
        };
    }

    /** What makes a reference of a range and an encoding. */
    private interface Ranged {
        BlobRef of(long start, long end, String encoding);
    }

    private static Optional<BlobRef> part(String text, Ranged whole) {
        String[] pieces = text.substring(ID).split("-", -1);
        if (pieces.length != 4 || !pieces[0].isEmpty() || pieces[3].length() != 1) return Optional.empty();
        try {
            long start = Long.parseUnsignedLong(pieces[1], 36);
            long length = Long.parseUnsignedLong(pieces[2], 36);
            if (start < 0 || length < 0 || start + length < 0) return Optional.empty();
            for (BlobRef.Encoding e : BlobRef.Encoding.values()) {
                BlobRef part = whole.of(start, start + length, e.mime());
                if (part.text().equals(text)) return Optional.of(part);
            }
            return Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private BlobRefText() {}
}
