// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import posthouse.store.engine.Engine;

/** The memory engine under test. */
public final class MemoryRig extends EngineRig {
    private MemoryEngine engine = new MemoryEngine(clock());

    public MemoryRig(long seed) {
        super(seed);
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public void restart() {
        engine = engine.reopened();
    }

    @Override
    public void close() {
        engine.close();
    }
}
