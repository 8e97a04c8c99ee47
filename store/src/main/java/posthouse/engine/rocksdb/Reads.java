// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/**
 * Where reads run. What is in memory is read where the caller is; what would wait for the disk goes to a platform thread,
 * since a native call holds the carrier of a virtual thread and with it all others.
 */
final class Reads implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int WAITING = 4096;

    private final ThreadPoolExecutor pool;

    Reads(int threads) {
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                20,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("store-read-", 0).stackSize(512 << 10)::unstarted);
        pool.allowCoreThreadTimeOut(true);
    }

    /** A read that may wait for the disk, or refuses to. */
    interface Read<T> {
        T at(boolean mayWait) throws RocksDBException;
    }

    /** Tries in memory first. {@code gone} says why the shared thing cannot be used any more. */
    <T> T read(Shared shared, Supplier<RuntimeException> gone, Read<T> read) throws RocksDBException {
        if (!Thread.currentThread().isVirtual()) return using(shared, gone, read, true);
        try {
            return using(shared, gone, read, false);
        } catch (RocksDBException e) {
            if (!Faults.isNotInMemory(e)) throw e;
            return readWaiting(shared, gone, read);
        }
    }

    /** For what is hardly ever in memory. */
    <T> T readWaiting(Shared shared, Supplier<RuntimeException> gone, Read<T> read) throws RocksDBException {
        if (!Thread.currentThread().isVirtual()) return using(shared, gone, read, true);
        var task = new FutureTask<T>(() -> using(shared, gone, read, true));
        try {
            pool.execute(task);
            return task.get(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (pool.isShutdown()) throw gone.get();
            throw new Refused(new Failure.Busy(KB.STORE_SLOW, "reads", Duration.ofSeconds(1)), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RocksDBException fault) throw fault;
            if (e.getCause() instanceof RuntimeException fault) throw fault;
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            task.cancel(false);
            throw new Refused(new Failure.TimedOut(KB.STORE_SLOW, "read", LONGEST), e);
        } catch (InterruptedException e) {
            task.cancel(false);
            Thread.currentThread().interrupt();
            throw new Refused(new Failure.TimedOut(KB.STORE_SLOW, "read", Duration.ZERO), e);
        }
    }

    /** Enters on the thread that reads: a caller who gives up must not free what is being read. */
    private static <T> T using(Shared shared, Supplier<RuntimeException> gone, Read<T> read, boolean mayWait)
            throws RocksDBException {
        if (!shared.enter()) throw gone.get();
        try {
            return read.at(mayWait);
        } finally {
            shared.exit();
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
