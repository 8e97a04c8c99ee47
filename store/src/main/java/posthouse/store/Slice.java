// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.List;

/** A bounded answer; {@code more} says that it was cut. */
public record Slice<T>(List<T> items, boolean more) {
    public Slice {
        items = List.copyOf(items);
    }
}
