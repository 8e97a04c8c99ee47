// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.concurrent.locks.Condition;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A work that waits for its turn. Its fields belong to whoever leads, and after {@link #done} to its writer. */
final class Pending {
    final Gate gate;
    final boolean creates;
    final Function<AccountTx, @Nullable Object> work;
    final Condition turn;
    boolean done;

    @Nullable
    Object result;

    @Nullable
    Throwable failure;

    Pending(Gate gate, boolean creates, Function<AccountTx, @Nullable Object> work, Condition turn) {
        this.gate = gate;
        this.creates = creates;
        this.work = work;
        this.turn = turn;
    }
}
