// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import posthouse.store.engine.Bytes;

/**
 * The {@code U} row.
 *
 * @param expires milliseconds since 1970
 */
public record UploadRow(long size, String type, long expires) {
    private static final int FORMAT = 1;

    public static UploadRow read(Bytes value) {
        In in = new In(value, FORMAT);
        return new UploadRow(in.number(), in.text(), in.fixed());
    }

    public Bytes write() {
        return new Out(FORMAT, 48).number(size).text(type).fixed(expires).done();
    }
}
