// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap.mail;

/** A set of numbers by open addressing, without objects. */
final class LongSet {
    private long[] table = new long[128];
    private boolean zero;
    private int size;

    /** Whether it was not there before. */
    boolean add(long value) {
        if (value == 0) {
            boolean fresh = !zero;
            zero = true;
            return fresh;
        }
        if (size * 2 >= table.length) grow();
        if (!put(table, value)) return false;
        size++;
        return true;
    }

    boolean contains(long value) {
        if (value == 0) return zero;
        for (int i = slot(value, table.length); table[i] != 0; i = (i + 1) & (table.length - 1))
            if (table[i] == value) return true;
        return false;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (long value : table) if (value != 0) put(larger, value);
        table = larger;
    }

    private static boolean put(long[] into, long value) {
        int i = slot(value, into.length);
        while (into[i] != 0) {
            if (into[i] == value) return false;
            i = (i + 1) & (into.length - 1);
        }
        into[i] = value;
        return true;
    }

    private static int slot(long value, int length) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 33) & (length - 1);
    }
}
