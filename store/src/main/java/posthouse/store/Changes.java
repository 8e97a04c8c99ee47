// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.List;

/**
 * What changed of one type. Ids are the numbers of the type's ids.
 *
 * @param updatedCountsOnly the updated mailboxes changed in nothing but their counts
 */
public record Changes(
        String oldState,
        String newState,
        boolean hasMore,
        List<Long> created,
        List<Long> updated,
        List<Long> destroyed,
        boolean updatedCountsOnly) {}
