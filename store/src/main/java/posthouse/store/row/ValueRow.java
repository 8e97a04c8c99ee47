// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import posthouse.store.engine.Bytes;

/** Rows whose content belongs to another room: small values, records, chunks of text. */
public final class ValueRow {
    /** Largest content. */
    public static final int MOST = 64 << 10;

    private static final int FORMAT = 1;

    public static byte[] read(Bytes value) {
        return new In(value, FORMAT).rest();
    }

    public static Bytes write(byte[] content) {
        return new Out(FORMAT, content.length + 1).raw(content).done();
    }

    private ValueRow() {}
}
