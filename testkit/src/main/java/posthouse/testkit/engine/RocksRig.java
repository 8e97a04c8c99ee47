// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.nio.file.Path;
import java.util.Optional;
import posthouse.engine.rocksdb.RocksEngine;
import posthouse.engine.rocksdb.RocksEngineOptions;
import posthouse.store.engine.Engine;

/** The embedded engine under test, in a directory of its own. */
public final class RocksRig extends EngineRig {
    private final Path directory;
    private RocksEngine engine;

    public RocksRig(Path directory, long seed) {
        super(seed);
        this.directory = directory;
        this.engine = opened();
    }

    /** Small buffers, so that a test reaches the files; a small ballast. */
    public static RocksEngineOptions small() {
        return new RocksEngineOptions(4L << 20, 512L << 10, 2L << 20, 8, 64 << 10, true, Optional.empty());
    }

    private RocksEngine opened() {
        return RocksEngine.open(directory, small(), clock(), random());
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public void restart() {
        engine.close();
        engine = opened();
    }

    @Override
    public void close() {
        engine.close();
    }
}
