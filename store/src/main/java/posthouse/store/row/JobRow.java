// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import posthouse.base.MailboxId;
import posthouse.store.Job;
import posthouse.store.engine.Bytes;

/** The {@code J} row. */
public final class JobRow {
    private static final int FORMAT = 1;

    public static Job read(Bytes value) {
        In in = new In(value, FORMAT);
        return new Job(Job.Kind.values()[in.octet()], new MailboxId(in.fixed()), in.number());
    }

    public static Bytes write(Job job) {
        return new Out(FORMAT, 20)
                .octet(job.kind().ordinal())
                .fixed(job.mailbox().value())
                .number(job.done())
                .done();
    }

    private JobRow() {}
}
