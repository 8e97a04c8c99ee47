// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import org.junit.jupiter.api.AfterEach;

final class MemoryEngineTest implements EngineContract {
    private final MemoryRig rig = new MemoryRig(EngineRig.seed());

    @Override
    public EngineRig rig() {
        return rig;
    }

    @AfterEach
    void close() {
        rig.close();
    }
}
