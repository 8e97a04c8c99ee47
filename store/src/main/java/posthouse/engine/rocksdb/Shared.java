// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something native that several threads use and one closes: it is freed when it was closed and the last user has left.
 * (Freeing under a running native call would end the process.)
 */
final class Shared {
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch freed = new CountDownLatch(1);
    private final Runnable free;

    Shared(Runnable free) {
        this.free = free;
    }

    /** Whether it may be used; if so, {@link #exit} must follow. */
    boolean enter() {
        while (true) {
            int now = users.get();
            if (now == 0 || closed.get()) return false;
            if (users.compareAndSet(now, now + 1)) return true;
        }
    }

    void exit() {
        if (users.decrementAndGet() > 0) return;
        try {
            free.run();
        } finally {
            freed.countDown();
        }
    }

    void close() {
        if (closed.compareAndSet(false, true)) exit();
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Waits until it is freed. */
    boolean awaitFreed(long seconds) throws InterruptedException {
        return freed.await(seconds, TimeUnit.SECONDS);
    }
}
