// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import posthouse.store.engine.Engine;

/** Another rig's engine with faults by a plan. */
public final class FaultyRig extends EngineRig {
    private final EngineRig inner;
    private final FaultPlan plan;
    private Engine engine;

    /** The inner rig is closed with this one. */
    public FaultyRig(EngineRig inner, FaultPlan plan, long seed) {
        super(seed, inner.clock());
        this.inner = inner;
        this.plan = plan;
        this.engine = new FaultyEngine(inner.engine(), plan, inner.clock());
    }

    @Override
    public Engine engine() {
        return engine;
    }

    /** From now on nothing goes wrong. */
    public void calm() {
        engine = inner.engine();
    }

    @Override
    public void restart() {
        inner.restart();
        engine = new FaultyEngine(inner.engine(), plan, inner.clock());
    }

    @Override
    public void close() {
        inner.close();
    }
}
