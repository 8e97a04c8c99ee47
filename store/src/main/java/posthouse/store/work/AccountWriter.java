// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.store.engine.Bytes;

/**
 * The queue of an account's writers. One of them leads: it runs the waiting works one after another and commits them as one
 * batch with a version each, while the next ones gather.
 */
final class AccountWriter {
    private static final int MOST_WORKS = 128;
    private static final int MOST_WAITING = 4_096;

    final AccountId account;
    private final Core core;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private boolean leading;
    /** Delivery marks that this process wrote; only the leader touches them. */
    private final ArrayDeque<Bytes> marks = new ArrayDeque<>();

    private final WarmRows warm = new WarmRows();

    AccountWriter(Core core, AccountId account) {
        this.core = core;
        this.account = account;
    }

    /** Runs a work as one version of the account; durable on return. */
    @Nullable
    Object run(Gate gate, boolean creates, Function<AccountTx, @Nullable Object> work) {
        var own = new Pending(gate, creates, work, lock.newCondition());
        List<Pending> batch = null;
        lock.lock();
        try {
            if (waiting.size() >= MOST_WAITING)
                throw new Refused(new Failure.Busy(KB.STORE_SLOW, "account", java.time.Duration.ofSeconds(2)));
            waiting.add(own);
            while (!own.done && (leading || waiting.peekFirst() != own)) own.turn.awaitUninterruptibly();
            if (!own.done) {
                leading = true;
                batch = next();
            }
        } finally {
            lock.unlock();
        }
        if (batch != null) lead(batch);
        return ended(own);
    }

    private List<Pending> next() {
        var batch = new ArrayList<Pending>();
        for (Pending p = waiting.pollFirst(); p != null; p = batch.size() < MOST_WORKS ? waiting.pollFirst() : null)
            batch.add(p);
        return batch;
    }

    private void lead(List<Pending> batch) {
        List<Pending> left = batch;
        try {
            left = new Batch(core, account, marks, warm).commit(batch);
        } catch (RuntimeException | Error e) {
            warm.forget();
            for (Pending p : batch) if (p.failure == null) p.failure = e;
            left = List.of();
        } finally {
            lock.lock();
            try {
                for (Pending p : batch) if (!left.contains(p)) p.done = true;
                for (Pending p : left.reversed()) waiting.addFirst(p);
                leading = false;
                for (Pending p : batch) if (p.done) p.turn.signal();
                Pending first = waiting.peekFirst();
                if (first != null) first.turn.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    private static @Nullable Object ended(Pending own) {
        Throwable failure = own.failure;
        if (failure == null) return own.result;
        if (failure instanceof Refused refused) throw new Refused(refused.failure(), refused);
        if (failure instanceof Error error) throw error;
        throw (RuntimeException) failure;
    }
}
