// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How much of the machine the engine takes.
 *
 * @param cacheBytes read cache outside the heap
 * @param rowBufferBytes what is held of changed rows before a file is written; up to three of them exist
 * @param blobBufferBytes the same for message bytes
 * @param readers most threads that wait for the disk on behalf of readers
 * @param ballastBytes size of the file that is deleted when the disk is full, so that the store still opens
 * @param sync whether an answer waits for the disk; false only in tests
 * @param libraryDirectory where the native library is unpacked once; empty: a cache folder of the user
 */
public record RocksEngineOptions(
        long cacheBytes,
        long rowBufferBytes,
        long blobBufferBytes,
        int readers,
        long ballastBytes,
        boolean sync,
        Optional<Path> libraryDirectory) {

    /** Set to {@code true} by the test that proves that a power cut without flushes loses mail. Never set it elsewhere. */
    static final String NO_SYNC = "posthouse.test.nosync";

    /** What fits a server of 1 GB, flushing before every answer. */
    public static RocksEngineOptions standard() {
        boolean sync = !Boolean.getBoolean(NO_SYNC);
        return new RocksEngineOptions(32L << 20, 8L << 20, 16L << 20, 32, 16L << 20, sync, Optional.empty());
    }
}
