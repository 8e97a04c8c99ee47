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
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/**
 * Writes large pieces on a thread of its own, without waiting for the disk: the flush of the commit that makes them
 * visible covers them, since both are in one log in this order. So small commits do not wait behind megabytes.
 */
final class Bulk implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RocksEngine engine;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            20,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(64),
            Thread.ofPlatform().daemon().name("store-bulk-", 0)::unstarted);

    Bulk(RocksEngine engine) {
        this.engine = engine;
        thread.allowCoreThreadTimeOut(true);
    }

    /** Fills a batch. */
    interface Filling {
        void fill(Database database, WriteBatch batch) throws RocksDBException;
    }

    /** Visible on return, durable with the next flush. */
    void write(Database database, Filling filling) {
        if (!Thread.currentThread().isVirtual()) {
            writeHere(database, filling);
            return;
        }
        var task = new FutureTask<Boolean>(() -> {
            writeHere(database, filling);
            return true;
        });
        try {
            thread.execute(task);
            task.get(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (thread.isShutdown()) throw engine.refusal();
            throw new Refused(new Failure.Busy(KB.STORE_SLOW, "writes", Duration.ofSeconds(1)), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) throw fault;
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            task.cancel(false);
            throw new Refused(new Failure.TimedOut(KB.STORE_SLOW, "write", LONGEST), e);
        } catch (InterruptedException e) {
            task.cancel(false);
            Thread.currentThread().interrupt();
            throw new Refused(new Failure.TimedOut(KB.STORE_SLOW, "write", Duration.ZERO), e);
        }
    }

    private void writeHere(Database database, Filling filling) {
        if (!engine.isCurrent(database) || !database.shared.enter()) throw engine.refusal();
        try (var batch = new WriteBatch()) {
            filling.fill(database, batch);
            database.write(batch, false);
        } catch (RocksDBException e) {
            engine.failed(database, e);
            throw engine.refusal();
        } finally {
            database.shared.exit();
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
