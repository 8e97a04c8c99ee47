// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

import java.util.Arrays;
import java.util.HexFormat;

/** Immutable bytes, ordered as unsigned. The array is not copied: whoever hands one over does not change it afterwards. */
public record Bytes(byte[] array) implements Comparable<Bytes> {
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes b && Arrays.equals(array, b.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(array);
    }
}
