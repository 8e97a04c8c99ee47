// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import posthouse.testkit.engine.EngineRig;
import posthouse.testkit.engine.RocksRig;

/** The store on the embedded engine. */
final class StoreLifeOnRocksTest extends StoreLifeContract {
    @TempDir
    Path directory;

    @Override
    protected EngineRig engineRig() {
        return new RocksRig(directory, EngineRig.seed());
    }
}
