// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.Refused;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

@SuppressWarnings("NullAway.Init")
final class FaultyEngineTest implements EngineContract {
    @TempDir
    Path directory;

    private RocksRig inner;
    private FaultyRig rig;

    @BeforeEach
    void open() {
        inner = new RocksRig(directory, EngineRig.seed());
        rig = new FaultyRig(inner, FaultPlan.none(), 1);
    }

    @Override
    public EngineRig rig() {
        return rig;
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aLostReplyIsUnknownAndResolvesAsApplied() {
        var faulty = new FaultyRig(inner, FaultPlan.at(FaultPlan.Kind.LOST_REPLY, 1), 1);
        var id = faulty.freshAccount();
        var commit = Commits.from(Stamp.NONE).put("a", "1").build(faulty.random());
        assertEquals(new Outcome.Unknown(Stamp.NONE, commit.nonce()), faulty.commit(id, commit));
        var outcome = faulty.account(id).resolve(commit, faulty.soon());
        assertEquals(new Outcome.Applied(new Stamp(1, commit.nonce())), outcome);
    }

    @Test
    void anInjectedErrorIsRefusedAndNothingWasDone() {
        var faulty = new FaultyRig(inner, FaultPlan.at(FaultPlan.Kind.ERROR, 1), 1);
        var id = faulty.freshAccount();
        var commit = Commits.from(Stamp.NONE).put("a", "1").build(faulty.random());
        assertThrows(Refused.class, () -> faulty.commit(id, commit));
        assertEquals(Stamp.NONE, inner.account(id).stamp());
        assertInstanceOf(Outcome.Applied.class, faulty.commit(id, commit));
    }
}
