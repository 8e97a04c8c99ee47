// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.Arrays;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.formats.IndexCodec;
import posthouse.formats.SearchText;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailRow;
import posthouse.store.row.Rows;
import posthouse.store.row.ValueRow;

/** Folded text in rows: one, or more for long mail. */
final class SearchTexts {
    private static final int CHUNK = 60 << 10;
    private static final int MOST_CHUNKS = 32;
    private static final int SHORT = 8 << 10;

    static SearchText read(Rows rows, long email, Bytes first) {
        byte[] bytes = ValueRow.read(first);
        int chunk = 1;
        while (bytes.length == chunk * CHUNK && chunk < MOST_CHUNKS) {
            Optional<Bytes> next = rows.get(Keys.text(email, chunk++));
            if (next.isEmpty()) break;
            byte[] more = ValueRow.read(next.get());
            byte[] joined = Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, joined, bytes.length, more.length);
            bytes = joined;
        }
        try {
            return IndexCodec.decodeText(bytes);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Refused(new Failure.Broken(KB.MESSAGE_DAMAGED, "search text", "it cannot be read"), e);
        }
    }

    static void write(Overlay rows, long email, SearchText text) {
        byte[] bytes = IndexCodec.encodeText(text);
        for (int chunk = 0; chunk * CHUNK < Math.max(1, bytes.length) && chunk < MOST_CHUNKS; chunk++) {
            int end = Math.min(bytes.length, (chunk + 1) * CHUNK);
            rows.put(Keys.text(email, chunk), ValueRow.write(Arrays.copyOfRange(bytes, chunk * CHUNK, end)));
        }
    }

    /** Takes the text away. A short message has one row of it at most, which need not be looked for. */
    static void delete(Overlay rows, EmailRow email) {
        rows.delete(Keys.text(email.id(), 0));
        if (email.blobSize() > SHORT)
            rows.each(Keys.text(email.id(), 1), Keys.after(Tag.TEXT, email.id()), chunk -> rows.delete(chunk.key()));
    }

    private SearchTexts() {}
}
