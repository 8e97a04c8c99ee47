// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static posthouse.testkit.engine.Commits.bytes;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.Refused;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Commit;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

/** What a commit promises. */
public interface CommitContract {
    EngineRig rig();

    @Test
    default void anAccountBeginsAtNoStamp() {
        var id = rig().freshAccount();
        assertEquals(Stamp.NONE, rig().account(id).stamp());
    }

    @Test
    default void anAppliedCommitIsRead() {
        var id = rig().freshAccount();
        var stamp = rig().apply(id, Commits.from(Stamp.NONE).put("a", "1"));
        assertEquals(1, stamp.version());
        assertEquals(stamp, rig().account(id).stamp());
        assertEquals(Optional.of(bytes("1")), rig().get(id, "a"));
    }

    @Test
    default void aCommitOnAnOlderStampIsAConflictAndChangesNothing() {
        var id = rig().freshAccount();
        var first = rig().apply(id, Commits.from(Stamp.NONE).put("a", "1"));
        var late = rig().commit(id, Commits.from(Stamp.NONE).put("a", "2").put("b", "2"));
        assertEquals(new Outcome.Conflict(first), late);
        assertEquals(Optional.of(bytes("1")), rig().get(id, "a"));
        assertEquals(Optional.empty(), rig().get(id, "b"));
    }

    @Test
    default void theRightVersionWithAnotherNonceIsAConflict() {
        var id = rig().freshAccount();
        var first = rig().apply(id, Commits.from(Stamp.NONE).put("a", "1"));
        var other = new Stamp(first.version(), first.nonce() + 2);
        assertEquals(
                new Outcome.Conflict(first),
                rig().commit(id, Commits.from(other).put("a", "2")));
    }

    @Test
    default void anAssertedKeyThatExistsIsAConflict() {
        var id = rig().freshAccount();
        var first = rig().apply(id, Commits.from(Stamp.NONE).put("z", "1"));
        var outcome = rig().commit(id, Commits.from(first).absent("z").put("a", "2"));
        assertEquals(new Outcome.Conflict(first), outcome);
        assertEquals(Optional.empty(), rig().get(id, "a"));
    }

    @Test
    default void anAssertedKeyThatIsAbsentMayBePutByTheSameCommit() {
        var id = rig().freshAccount();
        var first = rig().apply(id, Commits.from(Stamp.NONE).absent("z").put("z", "1"));
        assertEquals(1, first.version());
        assertEquals(Optional.of(bytes("1")), rig().get(id, "z"));
    }

    @Test
    default void aDeletedKeyIsAbsentForAnAssert() {
        var id = rig().freshAccount();
        var first = rig().apply(id, Commits.from(Stamp.NONE).put("z", "1"));
        var second = rig().apply(id, Commits.from(first).delete("z"));
        rig().apply(id, Commits.from(second).absent("z"));
        assertEquals(Optional.empty(), rig().get(id, "z"));
    }

    @Test
    default void operationsApplyInOrder() {
        var id = rig().freshAccount();
        rig().apply(
                        id,
                        Commits.from(Stamp.NONE)
                                .put("a", "1")
                                .delete("a")
                                .put("b", "1")
                                .put("b", "2"));
        assertEquals(Optional.empty(), rig().get(id, "a"));
        assertEquals(Optional.of(bytes("2")), rig().get(id, "b"));
    }

    @Test
    default void groupedWorksRaiseTheVersionByTheirNumber() {
        var id = rig().freshAccount();
        var stamp = rig().apply(id, Commits.from(Stamp.NONE).put("a", "1").works(7));
        assertEquals(7, stamp.version());
    }

    @Test
    default void accountsDoNotSeeEachOther() {
        var one = rig().freshAccount();
        var two = rig().freshAccount();
        rig().apply(one, Commits.from(Stamp.NONE).put("a", "1"));
        assertEquals(Stamp.NONE, rig().account(two).stamp());
        assertEquals(Optional.empty(), rig().get(two, "a"));
    }

    @Test
    default void anAppliedCommitResolvesAsApplied() {
        var id = rig().freshAccount();
        var commit = Commits.from(Stamp.NONE).put("a", "1").build(rig().random());
        var applied = rig().commit(id, commit);
        assertEquals(applied, rig().account(id).resolve(commit, rig().soon()));
    }

    @Test
    default void anAppliedCommitResolvesAsAppliedAfterLaterOnes() {
        var id = rig().freshAccount();
        var commit = Commits.from(Stamp.NONE).put("a", "1").build(rig().random());
        var applied = (Outcome.Applied) rig().commit(id, commit);
        var next = rig().apply(id, Commits.from(applied.stamp()).put("a", "2").works(3));
        rig().apply(id, Commits.from(next).put("a", "3"));
        assertEquals(applied, rig().account(id).resolve(commit, rig().soon()));
    }

    @Test
    default void aCommitThatWasNeverMadeResolvesAsConflict() {
        var id = rig().freshAccount();
        var first = rig().apply(id, Commits.from(Stamp.NONE).put("a", "1"));
        var never = Commits.from(first).put("a", "2").build(rig().random());
        assertEquals(new Outcome.Conflict(first), rig().account(id).resolve(never, rig().soon()));
        rig().apply(id, Commits.from(first).put("a", "3"));
        assertInstanceOf(Outcome.Conflict.class, rig().account(id).resolve(never, rig().soon()));
    }

    @Test
    default void aLongKeyIsRefused() {
        var key = new Bytes(new byte[rig().engine().limits().key() + 1]);
        refusedAsTooLarge(Commits.from(Stamp.NONE).put(key, bytes("1")));
        refusedAsTooLarge(Commits.from(Stamp.NONE).delete(key));
    }

    @Test
    default void aLargeValueIsRefusedAndTheLargestIsTaken() {
        int limit = rig().engine().limits().value();
        refusedAsTooLarge(Commits.from(Stamp.NONE).put(bytes("a"), new Bytes(new byte[limit + 1])));
        var id = rig().freshAccount();
        rig().apply(id, Commits.from(Stamp.NONE).put(bytes("a"), new Bytes(new byte[limit])));
        assertEquals(limit, rig().get(id, "a").orElseThrow().array().length);
    }

    @Test
    default void aCommitOfTooManyBytesIsRefusedAndChangesNothing() {
        var limits = rig().engine().limits();
        var commits = Commits.from(Stamp.NONE);
        var value = new Bytes(new byte[limits.value()]);
        for (int i = 0; i <= limits.commitBytes() / limits.value(); i++) commits.put(bytes("k" + i), value);
        refusedAsTooLarge(commits);
    }

    @Test
    default void aCommitOfTooManyRowsIsRefused() {
        var id = rig().freshAccount();
        var commits = Commits.from(Stamp.NONE);
        for (int i = 0; i <= rig().engine().limits().commitRows(); i++) commits.put("k" + i, "");
        var refused = assertThrows(Refused.class, () -> rig().commit(id, commits));
        assertInstanceOf(Failure.TooMany.class, refused.failure());
        assertEquals(Stamp.NONE, rig().account(id).stamp());
    }

    @Test
    default void theLargestCommitIsTakenWhole() {
        var id = rig().freshAccount();
        var commits = Commits.from(Stamp.NONE);
        for (int i = 0; i < rig().engine().limits().commitRows() - 2; i++) commits.put("k" + i, "v");
        rig().apply(id, commits);
        assertEquals(Optional.of(bytes("v")), rig().get(id, "k9000"));
    }

    @Test
    default void aCommitWithoutItsStampRowIsAMistake() {
        var id = rig().freshAccount();
        var commit = new Commit(Stamp.NONE, 1, 5, java.util.List.of(), java.util.List.of());
        assertThrows(IllegalArgumentException.class, () -> rig().commit(id, commit));
    }

    @Test
    default void aPassedDeadlineWritesNothing() {
        var id = rig().freshAccount();
        var passed = Deadline.in(Duration.ofSeconds(-1), rig().clock());
        var commit = Commits.from(Stamp.NONE).put("a", "1").build(rig().random());
        Outcome outcome;
        try {
            outcome = rig().account(id).commit(commit, passed);
        } catch (Refused refused) {
            assertInstanceOf(Failure.TimedOut.class, refused.failure());
            assertEquals(Stamp.NONE, rig().account(id).stamp());
            return;
        }
        assertTrue(!(outcome instanceof Outcome.Conflict), "in time, or refused, or not known");
    }

    private void refusedAsTooLarge(Commits commits) {
        var id = rig().freshAccount();
        var refused = assertThrows(Refused.class, () -> rig().commit(id, commits));
        assertInstanceOf(Failure.TooLarge.class, refused.failure());
        assertEquals(Stamp.NONE, rig().account(id).stamp());
    }
}
