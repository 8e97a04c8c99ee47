// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static posthouse.testkit.engine.Commits.bytes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.Refused;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Row;
import posthouse.store.engine.Snapshot;
import posthouse.store.engine.Stamp;

/** What reading promises. */
public interface ReadContract {
    EngineRig rig();

    @Test
    default void aPageIsInKeyOrderWithinItsBounds() {
        var id = letters();
        assertEquals(List.of("b", "c", "d"), keys(id, "b", "e", false, 10));
    }

    @Test
    default void aReversePageBeginsJustBelowItsUpperBound() {
        var id = letters();
        assertEquals(List.of("d", "c", "b"), keys(id, "b", "e", true, 10));
    }

    @Test
    default void aPageSaysWhenItWasCut() {
        var id = letters();
        try (var snapshot = rig().account(id).snapshot()) {
            var cut = snapshot.page(bytes("a"), bytes("f"), false, 2);
            assertEquals(List.of("a", "b"), names(cut.items()));
            assertTrue(cut.more());
            var whole = snapshot.page(bytes("a"), bytes("c"), false, 2);
            assertEquals(List.of("a", "b"), names(whole.items()));
            assertFalse(whole.more());
            var reverse = snapshot.page(bytes("a"), bytes("f"), true, 2);
            assertEquals(List.of("e", "d"), names(reverse.items()));
            assertTrue(reverse.more());
        }
    }

    @Test
    default void anEmptyRangeIsAnEmptyPage() {
        var id = letters();
        assertEquals(List.of(), keys(id, "c", "c", false, 10));
        assertEquals(List.of(), keys(id, "d", "b", true, 10));
        assertEquals(List.of(), keys(id, "bb", "c", false, 10));
    }

    @Test
    default void bytesAreOrderedAsUnsigned() {
        var id = rig().freshAccount();
        var low = new Bytes(new byte[] {'k', 1});
        var middle = new Bytes(new byte[] {'k', 127});
        var high = new Bytes(new byte[] {'k', (byte) 200});
        var longer = new Bytes(new byte[] {'k', (byte) 200, 0});
        rig().apply(
                        id,
                        Commits.from(Stamp.NONE)
                                .put(high, bytes("3"))
                                .put(longer, bytes("4"))
                                .put(low, bytes("1"))
                                .put(middle, bytes("2")));
        try (var snapshot = rig().account(id).snapshot()) {
            var page = snapshot.page(new Bytes(new byte[] {'k'}), new Bytes(new byte[] {'l'}), false, 10);
            assertEquals(
                    List.of(low, middle, high, longer),
                    page.items().stream().map(Row::key).toList());
        }
    }

    @Test
    default void aPageDoesNotReachIntoTheNextAccount() {
        var one = new AccountId(70);
        var two = new AccountId(71);
        rig().apply(one, Commits.from(Stamp.NONE).put("a", "1"));
        rig().apply(two, Commits.from(Stamp.NONE).put("a", "2"));
        var highest = new Bytes(new byte[] {-1, -1, -1, -1});
        try (var snapshot = rig().account(one).snapshot()) {
            assertEquals(
                    1, snapshot.page(bytes("a"), highest, false, 10).items().size());
            assertEquals(1, snapshot.page(bytes("a"), highest, true, 10).items().size());
        }
    }

    @Test
    default void getAllAnswersThoseThatExist() {
        var id = letters();
        try (var snapshot = rig().account(id).snapshot()) {
            assertEquals(
                    Map.of(bytes("a"), bytes("A"), bytes("d"), bytes("D")),
                    snapshot.getAll(List.of(bytes("d"), bytes("nothing"), bytes("a"))));
        }
    }

    @Test
    default void anEmptyValueIsNotAbsence() {
        var id = rig().freshAccount();
        rig().apply(id, Commits.from(Stamp.NONE).put("a", ""));
        assertEquals(Optional.of(bytes("")), rig().get(id, "a"));
    }

    @Test
    default void aSnapshotDoesNotMoveUnderWrites() {
        var id = letters();
        try (var snapshot = rig().account(id).snapshot()) {
            var stamp = snapshot.stamp();
            var next = rig().apply(
                            id,
                            Commits.from(stamp).put("a", "other").delete("b").put("bb", "new"));
            rig().apply(id, Commits.from(next).put("a", "again").put("b", "back"));
            assertEquals(stamp, snapshot.stamp());
            assertEquals(Optional.of(bytes("A")), snapshot.get(bytes("a")));
            assertEquals(Optional.empty(), snapshot.get(bytes("bb")));
            assertEquals(
                    List.of("a", "b", "c", "d", "e"),
                    names(snapshot.page(bytes("a"), bytes("f"), false, 10).items()));
            assertEquals(
                    List.of("e", "d", "c", "b", "a"),
                    names(snapshot.page(bytes("a"), bytes("f"), true, 10).items()));
        }
        assertEquals(List.of("a", "b", "bb", "c", "d", "e"), keys(id, "a", "f", false, 10));
    }

    @Test
    default void aSnapshotEndsAfterItsLimit() {
        var id = letters();
        try (var snapshot = rig().account(id).snapshot()) {
            rig().clock().forward(rig().engine().limits().snapshot().plus(Duration.ofMillis(1)));
            var refused = assertThrows(Refused.class, () -> snapshot.get(bytes("a")));
            assertInstanceOf(Failure.Expired.class, refused.failure());
            assertThrows(Refused.class, () -> snapshot.page(bytes("a"), bytes("f"), false, 10));
        }
    }

    @Test
    default void aClosedSnapshotIsNotRead() {
        var id = letters();
        var snapshot = rig().account(id).snapshot();
        snapshot.close();
        snapshot.close();
        assertThrows(RuntimeException.class, () -> snapshot.get(bytes("a")));
    }

    @Test
    default void accountsAreListedInOrderOnceTheyHaveACommit() {
        var found = new ArrayList<AccountId>();
        for (long value : new long[] {300, 5, -1, 70_000}) {
            rig().apply(new AccountId(value), Commits.from(Stamp.NONE).put("a", "1"));
        }
        var unused = rig().account(new AccountId(6)).stamp();
        assertEquals(Stamp.NONE, unused);
        var first = rig().engine().accounts(null, 2);
        found.addAll(first.items());
        assertTrue(first.more());
        var second = rig().engine().accounts(found.getLast(), 2);
        found.addAll(second.items());
        assertFalse(second.more());
        assertEquals(List.of(new AccountId(5), new AccountId(300), new AccountId(70_000), new AccountId(-1)), found);
        assertEquals(List.of(), rig().engine().accounts(new AccountId(-1), 2).items());
    }

    @Test
    default void closingAndReopeningKeepsEverything() {
        var id = letters();
        var stamp = rig().account(id).stamp();
        var blob = rig().freshBlob();
        rig().engine().blobs().put(blob, bytes("bytes"));
        rig().restart();
        assertEquals(stamp, rig().account(id).stamp());
        assertEquals(List.of("a", "b", "c", "d", "e"), keys(id, "a", "f", false, 10));
        assertEquals(5, rig().engine().blobs().info(blob).orElseThrow().size());
    }

    private AccountId letters() {
        var id = rig().freshAccount();
        rig().apply(
                        id,
                        Commits.from(Stamp.NONE)
                                .put("c", "C")
                                .put("a", "A")
                                .put("e", "E")
                                .put("b", "B")
                                .put("d", "D"));
        return id;
    }

    private List<String> keys(AccountId id, String from, String to, boolean reverse, int limit) {
        try (Snapshot snapshot = rig().account(id).snapshot()) {
            return names(snapshot.page(bytes(from), bytes(to), reverse, limit).items());
        }
    }

    private static List<String> names(List<Row> rows) {
        return rows.stream()
                .map(r -> new String(r.key().array(), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }
}
