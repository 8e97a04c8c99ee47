// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class EngineModelTest {
    private static final int OPERATIONS = 5_000;

    @TempDir
    Path directory;

    @Test
    void theMemoryEngineAgreesWithTheModel() {
        long seed = EngineRig.seed();
        try (var rig = new MemoryRig(seed)) {
            new EngineModel(rig, seed).run(OPERATIONS);
        }
    }

    @Test
    void theEmbeddedEngineAgreesWithTheModel() {
        long seed = EngineRig.seed();
        try (var rig = new RocksRig(directory, seed)) {
            new EngineModel(rig, seed).run(OPERATIONS);
        }
    }

    /** Virtual threads take other ways through the engine: reads in memory first, commits by the committer's thread. */
    @Test
    void theEmbeddedEngineAgreesWithTheModelOnAVirtualThread() throws InterruptedException {
        long seed = EngineRig.seed();
        try (var rig = new RocksRig(directory, seed)) {
            LoadContract.inParallel(1, n -> new EngineModel(rig, seed).run(OPERATIONS));
        }
    }

    @Test
    void theEmbeddedEngineAgreesWithTheModelThroughFaults() {
        long seed = EngineRig.seed();
        try (var rig = new FaultyRig(new RocksRig(directory, seed), FaultPlan.random(seed, 50), seed)) {
            new EngineModel(rig, seed).run(OPERATIONS);
        }
    }

    @Test
    @Tag("night")
    void theEmbeddedEngineAgreesWithTheModelForLong() throws InterruptedException {
        long seed = EngineRig.seed();
        try (var rig = new FaultyRig(new RocksRig(directory, seed), FaultPlan.random(seed, 20), seed)) {
            LoadContract.inParallel(1, n -> new EngineModel(rig, seed).run(40 * OPERATIONS));
        }
    }
}
