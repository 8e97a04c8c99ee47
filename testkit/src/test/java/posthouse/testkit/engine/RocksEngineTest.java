// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class RocksEngineTest implements EngineContract {
    @TempDir
    Path directory;

    private RocksRig rig;

    @BeforeEach
    void open() {
        rig = new RocksRig(directory, EngineRig.seed());
    }

    @Override
    public EngineRig rig() {
        return rig;
    }

    @AfterEach
    void close() {
        rig.close();
    }
}
