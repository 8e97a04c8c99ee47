// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.KB;

/**
 * Gives the disk back what deleted message bytes took. Left alone, the library does so when enough else is written, which
 * on a full disk is never. Runs once a tenth of what is kept has been deleted, so its cost stays in proportion.
 */
final class Reclaim {
    private static final Logger LOG = LoggerFactory.getLogger(Reclaim.class);

    private final long least;
    private final AtomicLong deleted = new AtomicLong();
    private @Nullable Thread thread;

    /** @param least bytes that must have been deleted before it is worth the while */
    Reclaim(long least) {
        this.least = least;
    }

    void deleted(long bytes) {
        deleted.addAndGet(bytes);
    }

    /** Called now and then from the thread that looks after the engine. */
    void look(Database database) {
        if (deleted.get() < least || thread != null && thread.isAlive() || !database.shared.enter()) return;
        boolean begun = false;
        try {
            long kept = database.db().getLongProperty(database.blobs, "rocksdb.live-blob-file-size");
            if (deleted.get() < kept / 10) return;
            deleted.set(0);
            thread = Thread.ofPlatform().daemon().name("store-reclaim").start(() -> compact(database));
            begun = true;
        } catch (RocksDBException e) {
            LOG.warn("{} the size of the message files cannot be read: {}", KB.STORE_FAILED, e.getMessage());
        } finally {
            if (!begun) database.shared.exit();
        }
    }

    private static void compact(Database database) {
        try (var flush = new FlushOptions();
                var options = new CompactRangeOptions()) {
            options.setExclusiveManualCompaction(false);
            database.compaction(options);
            database.db().flush(flush, database.blobs);
            database.db().compactRange(database.blobs, null, null, options);
        } catch (RocksDBException e) {
            LOG.info("the disk was not given back what was deleted: {}", e.getMessage());
        } finally {
            database.compaction(null);
            database.shared.exit();
        }
    }
}
