// SPDX-License-Identifier: Apache-2.0
package posthouse.store.hot;

/** One line of a mail list. */
public record Item(long email, long receivedAt, long thread, long size, long bits, long modseq, long uid)
        implements Comparable<Item> {
    /** Newest first, then by id. */
    @Override
    public int compareTo(Item other) {
        return compare(receivedAt, email, other.receivedAt, other.email);
    }

    static int compare(long receivedAt, long email, long otherReceivedAt, long otherEmail) {
        int byDate = Long.compare(otherReceivedAt, receivedAt);
        return byDate != 0 ? byDate : Long.compareUnsigned(email, otherEmail);
    }
}
