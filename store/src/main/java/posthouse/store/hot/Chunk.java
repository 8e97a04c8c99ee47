// SPDX-License-Identifier: Apache-2.0
package posthouse.store.hot;

import java.util.Arrays;
import java.util.List;

/** A run of a list's lines as columns. Never changed once it is in a list. */
record Chunk(long[] email, long[] receivedAt, long[] thread, int[] size, long[] bits, long[] modseq, int[] uid) {
    static final int LENGTH = 256;

    /** Bytes of memory of one line. */
    static final int LINE = 5 * Long.BYTES + 2 * Integer.BYTES;

    private static Chunk blank(int length) {
        return new Chunk(
                new long[length],
                new long[length],
                new long[length],
                new int[length],
                new long[length],
                new long[length],
                new int[length]);
    }

    static Chunk of(List<Item> items) {
        Chunk chunk = blank(items.size());
        for (int i = 0; i < items.size(); i++) chunk.set(i, items.get(i));
        return chunk;
    }

    int length() {
        return email.length;
    }

    Item item(int i) {
        return new Item(
                email[i],
                receivedAt[i],
                thread[i],
                Integer.toUnsignedLong(size[i]),
                bits[i],
                modseq[i],
                Integer.toUnsignedLong(uid[i]));
    }

    private void set(int i, Item item) {
        email[i] = item.email();
        receivedAt[i] = item.receivedAt();
        thread[i] = item.thread();
        size[i] = (int) item.size();
        bits[i] = item.bits();
        modseq[i] = item.modseq();
        uid[i] = (int) item.uid();
    }

    /** Where the line is, or -(where it would be) - 1. */
    int search(long date, long id) {
        int low = 0;
        int high = length() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Item.compare(receivedAt[middle], email[middle], date, id);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -low - 1;
    }

    Chunk with(int at, Item item) {
        Chunk next = blank(length() + 1);
        copy(next, 0, 0, at);
        copy(next, at, at + 1, length() - at);
        next.set(at, item);
        return next;
    }

    Chunk replacing(int at, Item item) {
        Chunk next = blank(length());
        copy(next, 0, 0, length());
        next.set(at, item);
        return next;
    }

    Chunk without(int at) {
        Chunk next = blank(length() - 1);
        copy(next, 0, 0, at);
        copy(next, at + 1, at, length() - at - 1);
        return next;
    }

    Chunk part(int from, int to) {
        return new Chunk(
                Arrays.copyOfRange(email, from, to),
                Arrays.copyOfRange(receivedAt, from, to),
                Arrays.copyOfRange(thread, from, to),
                Arrays.copyOfRange(size, from, to),
                Arrays.copyOfRange(bits, from, to),
                Arrays.copyOfRange(modseq, from, to),
                Arrays.copyOfRange(uid, from, to));
    }

    private void copy(Chunk into, int from, int to, int count) {
        System.arraycopy(email, from, into.email, to, count);
        System.arraycopy(receivedAt, from, into.receivedAt, to, count);
        System.arraycopy(thread, from, into.thread, to, count);
        System.arraycopy(size, from, into.size, to, count);
        System.arraycopy(bits, from, into.bits, to, count);
        System.arraycopy(modseq, from, into.modseq, to, count);
        System.arraycopy(uid, from, into.uid, to, count);
    }
}
