// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import posthouse.store.engine.Bytes;

/** The {@code M} row: what a scan of a mailbox needs. */
public record MemberRow(
        long email, long thread, long receivedAt, long size, long bits, long modseq, long savedAt, boolean deleted) {
    private static final int FORMAT = 1;

    public static MemberRow of(EmailRow e, Membership m) {
        return new MemberRow(
                e.id(), e.thread(), e.receivedAt(), e.size(), e.bits(), e.modseq(), m.savedAt(), m.deleted());
    }

    public static MemberRow read(Bytes value) {
        In in = new In(value, FORMAT);
        return new MemberRow(
                in.fixed(), in.fixed(), in.fixed(), in.number(), in.fixed(), in.number(), in.fixed(), in.octet() != 0);
    }

    public Bytes write() {
        return new Out(FORMAT, 56)
                .fixed(email)
                .fixed(thread)
                .fixed(receivedAt)
                .number(size)
                .fixed(bits)
                .number(modseq)
                .fixed(savedAt)
                .octet(deleted ? 1 : 0)
                .done();
    }
}
