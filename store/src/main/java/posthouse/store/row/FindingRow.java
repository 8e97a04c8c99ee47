// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.ArrayList;
import java.util.List;
import posthouse.store.engine.Bytes;

/** The {@code N} row: the threads that a message id leads to, oldest first. */
public final class FindingRow {
    /** The oldest are forgotten beyond this. */
    public static final int MOST = 32;

    private static final int FORMAT = 1;

    /** A thread and the hash of its base subject. */
    public record Lead(long thread, long subject) {}

    public static List<Lead> read(Bytes value) {
        In in = new In(value, FORMAT);
        var leads = new ArrayList<Lead>();
        while (in.more()) leads.add(new Lead(in.fixed(), in.fixed()));
        return leads;
    }

    public static Bytes write(List<Lead> leads) {
        Out out = new Out(FORMAT, 1 + 16 * leads.size());
        for (Lead lead : leads) out.fixed(lead.thread()).fixed(lead.subject());
        return out.done();
    }

    private FindingRow() {}
}
