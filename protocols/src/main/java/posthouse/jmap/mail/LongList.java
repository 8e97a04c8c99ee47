// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap.mail;

import java.util.Arrays;

/** A growing list of numbers, without objects. */
final class LongList {
    private long[] values = new long[64];
    private int size;

    void add(long value) {
        if (size == values.length) values = Arrays.copyOf(values, size * 2);
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long get(int index) {
        return values[index];
    }
}
