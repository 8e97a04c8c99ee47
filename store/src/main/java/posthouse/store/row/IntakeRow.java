// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import posthouse.base.BlobId;
import posthouse.store.engine.Bytes;

/** The {@code Q} row: an intake on its way to several recipients. */
public record IntakeRow(BlobId blob, long size, byte[] sha256, byte[] envelope) {
    private static final int FORMAT = 1;

    public static IntakeRow read(Bytes value) {
        In in = new In(value, FORMAT);
        return new IntakeRow(new BlobId(in.fixed()), in.number(), in.bytes(), in.rest());
    }

    public Bytes write() {
        return new Out(FORMAT, 64 + envelope.length)
                .fixed(blob.value())
                .number(size)
                .bytes(sha256)
                .raw(envelope)
                .done();
    }
}
