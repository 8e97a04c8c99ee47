// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import posthouse.store.engine.Outcome;

/** Work that waits for the committer. */
abstract class Waiting {
    enum State {
        QUEUED,
        WRITING,
        DONE,
        ABANDONED
    }

    /** The opening of the files that the work was made for; with another one it may have lost what it builds on. */
    final Database database;

    final int bytes;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private @Nullable Outcome outcome;
    private @Nullable RuntimeException refusal;

    Waiting(Database database, int bytes) {
        this.database = database;
        this.bytes = bytes;
    }

    /** Adds its rows to the group's batch. Empty when it did; else its end, and nothing was added. */
    abstract @Nullable Outcome join(Group group) throws RocksDBException;

    /** The end when it was added and the batch is durable. */
    abstract Outcome applied();

    State state() {
        return Objects.requireNonNull(state.get());
    }

    boolean begin() {
        return state.compareAndSet(State.QUEUED, State.WRITING);
    }

    boolean abandon() {
        return state.compareAndSet(State.QUEUED, State.ABANDONED);
    }

    void complete(Outcome end) {
        outcome = end;
        done();
    }

    void refuse(RuntimeException why) {
        refusal = why;
        done();
    }

    private void done() {
        state.set(State.DONE);
        if (caller != Thread.currentThread()) LockSupport.unpark(caller);
    }

    /** After DONE: whether it ended with a refusal. */
    boolean isRefused() {
        return refusal != null;
    }

    /** After DONE. */
    Outcome result() {
        if (refusal != null) throw refusal;
        if (outcome == null) throw new IllegalStateException("not done yet");
        return outcome;
    }
}
