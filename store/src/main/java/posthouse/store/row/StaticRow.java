// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.formats.IndexCodec;
import posthouse.formats.MessageIndex;
import posthouse.store.engine.Bytes;

/** The {@code G} row: prefix and index of an email, written once. */
public record StaticRow(byte[] prefix, byte[] indexBytes) {
    private static final int FORMAT = 1;

    public static StaticRow of(byte[] prefix, MessageIndex index) {
        return new StaticRow(prefix, IndexCodec.encode(index));
    }

    public static StaticRow read(Bytes value) {
        In in = new In(value, FORMAT);
        return new StaticRow(in.bytes(), in.rest());
    }

    public Bytes write() {
        return new Out(FORMAT, prefix.length + indexBytes.length + 8)
                .bytes(prefix)
                .raw(indexBytes)
                .done();
    }

    public MessageIndex index() {
        try {
            return IndexCodec.decode(indexBytes);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Refused(new Failure.Broken(KB.MESSAGE_DAMAGED, "index", "it cannot be read"), e);
        }
    }
}
