// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.testkit.engine.EngineRig;
import posthouse.testkit.engine.FaultPlan;
import posthouse.testkit.engine.FaultyRig;
import posthouse.testkit.engine.RocksRig;

/** The store on an embedded engine whose calls go wrong now and then. */
@SuppressWarnings("NullAway.Init")
final class StoreOnFaultyRocksTest {
    @TempDir
    Path directory;

    @Test
    void randomWorksAreWhatTheModelSaysThoughCallsFail() {
        long seed = EngineRig.seed();
        var plan = FaultPlan.random(seed, 2);
        try (var rig = new StoreRig(new FaultyRig(new RocksRig(directory, seed), plan, seed))) {
            new StoreModel(rig, seed).run(Integer.getInteger("posthouse.works", 600));
        }
    }
}
