// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.base.AccountId;

/** The writer's queue of each account in use. */
final class Writers {
    private static final int MOST = 50_000;

    private final Core core;
    private final Map<AccountId, AccountWriter> writers = new ConcurrentHashMap<>();

    Writers(Core core) {
        this.core = core;
    }

    AccountWriter of(AccountId id) {
        AccountWriter known = writers.get(id);
        if (known != null) return known;
        // Two queues of one account for a moment are safe: one of their commits is a conflict and is run again.
        if (writers.size() > MOST) writers.clear();
        return writers.computeIfAbsent(id, key -> new AccountWriter(core, key));
    }
}
