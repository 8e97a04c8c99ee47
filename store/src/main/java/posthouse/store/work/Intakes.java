// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Intakes that this process knows to be under way: their delivery marks must stay. */
final class Intakes {
    private final Set<Long> open = ConcurrentHashMap.newKeySet();

    void begun(long intake) {
        open.add(intake);
    }

    void ended(long intake) {
        open.remove(intake);
    }

    boolean isOpen(long intake) {
        return open.contains(intake);
    }
}
