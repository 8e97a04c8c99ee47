// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.store;

import posthouse.testkit.engine.EngineRig;
import posthouse.testkit.engine.MemoryRig;

/** The store on the heap. */
final class StoreLifeOnMemoryTest extends StoreLifeContract {
    @Override
    protected EngineRig engineRig() {
        return new MemoryRig(EngineRig.seed());
    }
}
