// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.List;
import java.util.Set;

/**
 * What changed of one type. Ids are the numbers of the type's ids.
 *
 * @param counts those of the updated mailboxes that changed in nothing but their counts
 */
public record Changes(
        String oldState,
        String newState,
        boolean hasMore,
        List<Long> created,
        List<Long> updated,
        List<Long> destroyed,
        Set<Long> counts) {
    /** Whether some mailboxes changed, and those in nothing but their counts. */
    public boolean updatedCountsOnly() {
        return !updated.isEmpty() && counts.size() == updated.size();
    }
}
