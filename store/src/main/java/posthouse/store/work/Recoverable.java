// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import posthouse.base.BlobId;
import posthouse.store.engine.Bytes;
import posthouse.store.key.Keys;
import posthouse.store.key.Tag;
import posthouse.store.row.EmailRow;
import posthouse.store.row.In;
import posthouse.store.row.Out;

/** Destroyed mail that can be recovered for a while: its row and its index, under the time. */
final class Recoverable {
    private static final int FORMAT = 1;

    static void keep(Overlay rows, long time, EmailRow email) {
        rows.get(Keys.of(Tag.STATIC, email.id()))
                .ifPresent(fixed -> rows.put(
                        Keys.recoverable(time, email.id()),
                        new Out(FORMAT, fixed.array().length + 160)
                                .bytes(email.write().array())
                                .raw(fixed.array())
                                .done()));
    }

    /** The blob that a row keeps. */
    static BlobId blob(Bytes value) {
        return EmailRow.read(0, new Bytes(new In(value, FORMAT).bytes())).blob();
    }

    private Recoverable() {}
}
