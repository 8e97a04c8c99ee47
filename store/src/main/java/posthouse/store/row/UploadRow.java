// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import posthouse.store.engine.Bytes;

/**
 * The {@code U} row.
 *
 * @param expires milliseconds since 1970
 * @param owner who may use it; 0 for whoever the account belongs to
 */
public record UploadRow(long size, String type, long expires, long owner) {
    private static final int FORMAT = 1;

    /** With a type that fits. */
    public static UploadRow of(long size, String type, long expires, long owner) {
        return new UploadRow(size, type.length() <= 255 ? type : "application/octet-stream", expires, owner);
    }

    public static UploadRow read(Bytes value) {
        In in = new In(value, FORMAT);
        return new UploadRow(in.number(), in.text(), in.fixed(), in.more() ? in.fixed() : 0);
    }

    public Bytes write() {
        Out out = new Out(FORMAT, 48).number(size).text(type).fixed(expires);
        return owner == 0 ? out.done() : out.fixed(owner).done();
    }
}
