// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** One opening of the files. After a failed write it is closed for good and another one takes its place. */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** Format of the data directory that this version writes. */
    static final int FORMAT = 1;

    private static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> FAMILIES = List.of("default", "rows", "blobs");

    private final RocksDB db;
    private final List<RocksObject> owned;
    private final WriteOptions synced = new WriteOptions();
    private final WriteOptions unsynced = new WriteOptions();
    final ColumnFamilyHandle rows;
    final ColumnFamilyHandle blobs;

    /** Reads that may wait for the disk. */
    final ReadOptions waiting = new ReadOptions();

    /** Reads that refuse to wait for the disk. */
    final ReadOptions inMemory = new ReadOptions().setReadTier(ReadTier.BLOCK_CACHE_TIER);

    final Shared shared = new Shared(this::free);
    final Set<RocksSnapshot> snapshots = ConcurrentHashMap.newKeySet();

    private final Path files;
    private volatile boolean failed;
    private volatile long durable;
    private volatile long noted;
    private @Nullable CompactRangeOptions compaction;
    private boolean ending;

    private Database(Path files, RocksDB db, List<ColumnFamilyHandle> handles, List<RocksObject> owned, boolean sync) {
        this.files = files;
        this.db = db;
        this.owned = owned;
        this.rows = handles.get(1);
        this.blobs = handles.get(2);
        owned.addAll(0, handles);
        synced.setSync(sync);
    }

    static Database open(Path directory, RocksEngineOptions options) throws RocksDBException {
        var owned = new ArrayList<RocksObject>();
        var handles = new ArrayList<ColumnFamilyHandle>();
        try {
            requireKnownFamilies(directory);
            var families = families(owned, options);
            var db = RocksDB.open(dbOptions(owned), directory.toString(), families, handles);
            var opened = new Database(directory, db, handles, owned, options.sync());
            opened.requireKnownFormat();
            return opened;
        } catch (RocksDBException | RuntimeException e) {
            owned.reversed().forEach(RocksObject::close);
            throw e;
        }
    }

    /** The number of the last change that opening these files would bring back; nothing is changed. */
    static long recoverable(Path directory, RocksEngineOptions options) throws RocksDBException {
        if (Files.notExists(directory.resolve("CURRENT"))) return 0;
        var owned = new ArrayList<RocksObject>();
        var handles = new ArrayList<ColumnFamilyHandle>();
        try {
            var families = families(owned, options);
            try (var db = RocksDB.openReadOnly(dbOptions(owned), directory.toString(), families, handles)) {
                handles.forEach(RocksObject::close);
                return db.getLatestSequenceNumber();
            }
        } finally {
            owned.reversed().forEach(RocksObject::close);
        }
    }

    private static List<ColumnFamilyDescriptor> families(List<RocksObject> owned, RocksEngineOptions options) {
        var cache = keep(owned, new LRUCache(options.cacheBytes()));
        var bloom = keep(owned, new BloomFilter(10, false));
        var table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFilterPolicy(bloom)
                .setBlockSize(8 << 10)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        var plain = keep(owned, new ColumnFamilyOptions()).setTableFormatConfig(table);
        plain.setWriteBufferSize(64 << 10);
        var rows = keep(owned, new ColumnFamilyOptions())
                .setTableFormatConfig(table)
                .setWriteBufferSize(options.rowBufferBytes())
                .setMaxWriteBufferNumber(3)
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
        var blobs = keep(owned, new ColumnFamilyOptions())
                .setTableFormatConfig(table)
                .setWriteBufferSize(options.blobBufferBytes())
                .setMaxWriteBufferNumber(3)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setEnableBlobFiles(true)
                .setMinBlobSize(512)
                .setBlobFileSize(64L << 20)
                .setBlobCompressionType(CompressionType.LZ4_COMPRESSION)
                .setEnableBlobGarbageCollection(true)
                .setBlobGarbageCollectionForceThreshold(0.6);
        return List.of(
                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, plain),
                new ColumnFamilyDescriptor("rows".getBytes(StandardCharsets.US_ASCII), rows),
                new ColumnFamilyDescriptor("blobs".getBytes(StandardCharsets.US_ASCII), blobs));
    }

    private static DBOptions dbOptions(List<RocksObject> owned) {
        return keep(owned, new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setMaxBackgroundJobs(2)
                .setMaxTotalWalSize(64L << 20)
                .setMaxOpenFiles(512)
                // Closing an iterator must not delete files on the thread of a reader.
                .setAvoidUnnecessaryBlockingIO(true)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(1 << 20)
                .setKeepLogFileNum(4)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setMaxManifestFileSize(4L << 20);
    }

    private static <T extends RocksObject> T keep(List<RocksObject> owned, T object) {
        owned.add(object);
        return object;
    }

    private static void requireKnownFamilies(Path directory) throws RocksDBException {
        if (!Files.exists(directory.resolve("CURRENT"))) return;
        try (var options = new Options()) {
            for (byte[] family : RocksDB.listColumnFamilies(options, directory.toString())) {
                String name = new String(family, StandardCharsets.US_ASCII);
                if (!FAMILIES.contains(name)) throw newer("it has a part named " + name);
            }
        }
    }

    private void requireKnownFormat() throws RocksDBException {
        byte[] format = db.get(FORMAT_KEY);
        if (format == null) {
            db.put(synced, FORMAT_KEY, new byte[] {FORMAT});
        } else if (format.length != 1 || format[0] > FORMAT || format[0] < 1) {
            Arrays.asList(synced, unsynced, waiting, inMemory).forEach(RocksObject::close);
            shared.close();
            throw newer("it has format " + (format.length == 1 ? format[0] : -1) + ", this version reads " + FORMAT);
        }
    }

    private static Refused newer(String why) {
        return new Refused(new Failure.Broken(KB.STORE_NEWER, "data directory", why));
    }

    RocksDB db() {
        return db;
    }

    /** Begins a batch that is to be synced. Without flushes, as in the test that must see loss, nothing is claimed. */
    void mark(WriteBatch batch) {
        try {
            if (synced.sync()) batch.putLogData(WriteAheadLog.SYNCED);
        } catch (RocksDBException e) {
            throw new IllegalStateException("a batch in memory takes a mark", e);
        }
    }

    void write(WriteBatch batch, boolean sync) throws RocksDBException {
        long before = db.getLatestSequenceNumber();
        try {
            db.write(sync ? synced : unsynced, batch);
        } catch (RocksDBException e) {
            // What reached the disk is not known from here on.
            failed = true;
            throw e;
        }
        if (sync && synced.sync()) durable = before;
    }

    /** Notes what has reached the disk. Without that note an opening knows less, and nothing else is wrong. */
    void noteReached() {
        long number = durable;
        if (failed || number <= noted) return;
        try {
            Reached.note(files, number);
            noted = number;
        } catch (IOException e) {
            LOG.warn("{} what has reached the disk cannot be noted: {}", KB.STORE_SLOW, e.getMessage());
        }
    }

    private void noteEnd() {
        if (failed || !synced.sync()) return;
        try {
            long last = db.getLatestSequenceNumber();
            db.syncWal();
            durable = last;
        } catch (RocksDBException e) {
            LOG.warn("{} the log could not be flushed at the end: {}", KB.FLUSH_FAILED, e.getMessage());
            return;
        }
        noteReached();
    }

    /** The compaction under way, or null: to be ended before closing. */
    synchronized void compaction(@Nullable CompactRangeOptions options) {
        compaction = options;
        if (options != null && ending) options.setCanceled(true);
    }

    /** Ends a compaction under way; later ones end at once. */
    synchronized void endCompaction() {
        ending = true;
        if (compaction != null) compaction.setCanceled(true);
    }

    private void free() {
        try {
            db.cancelAllBackgroundWork(true);
            noteEnd();
        } finally {
            var objects = new ArrayList<RocksObject>(owned.subList(0, FAMILIES.size()));
            objects.add(db);
            objects.addAll(owned.subList(FAMILIES.size(), owned.size()));
            objects.addAll(List.of(synced, unsynced, waiting, inMemory));
            objects.forEach(RocksObject::close);
        }
    }
}
