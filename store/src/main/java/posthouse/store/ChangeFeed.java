// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.Map;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.Deadline;

/** Changes as they are committed. Bounded: what a slow reader missed is joined, and it always gets the newest states. */
public interface ChangeFeed extends AutoCloseable {

    /**
     * Waits for changes: the newest state of every type that changed, by account; of an account that is not the principal's all
     * states that they see, changed or not. Empty when the deadline passes first or the
     * feed was closed. Accounts that the principal may no longer see are left out.
     */
    Optional<Map<AccountId, Map<DataType, String>>> next(Deadline deadline);

    /** Adds an account. */
    void add(AccountId account);

    /** Whether it was closed, by its reader or with the store. */
    boolean closed();

    /** Ends it; a waiting reader returns. */
    @Override
    void close();
}
