// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import posthouse.base.BlobId;
import posthouse.base.Failure;
import posthouse.base.Refused;
import posthouse.store.engine.Blobs;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Outcome;
import posthouse.store.engine.Stamp;

/** What message bytes are promised. */
public interface BlobContract {
    EngineRig rig();

    @Test
    default void aBlobRidesWithItsCommit() throws IOException {
        var id = rig().freshAccount();
        var blob = rig().freshBlob();
        byte[] content = rig().content(5000);
        rig().apply(id, Commits.from(Stamp.NONE).put("a", "1").blob(blob, content));
        assertArrayEquals(content, read(blob));
        assertEquals(5000, rig().engine().blobs().info(blob).orElseThrow().size());
    }

    @Test
    default void aBlobOfOneMebibyteRidesWithItsCommit() throws IOException {
        var id = rig().freshAccount();
        var blob = rig().freshBlob();
        byte[] content = rig().content(Blobs.SMALL);
        rig().apply(id, Commits.from(Stamp.NONE).put("a", "1").blob(blob, content));
        assertArrayEquals(content, read(blob));
    }

    @Test
    default void aLargerBlobInACommitIsRefused() {
        var id = rig().freshAccount();
        var commits = Commits.from(Stamp.NONE).blob(rig().freshBlob(), new byte[Blobs.SMALL + 1]);
        var refused = assertThrows(Refused.class, () -> rig().commit(id, commits));
        assertInstanceOf(Failure.TooLarge.class, refused.failure());
    }

    @Test
    default void aSmallBlobOfAConflictIsNotThere() {
        var id = rig().freshAccount();
        rig().apply(id, Commits.from(Stamp.NONE).put("a", "1"));
        var blob = rig().freshBlob();
        var outcome = rig().commit(id, Commits.from(Stamp.NONE).blob(blob, rig().content(100)));
        assertInstanceOf(Outcome.Conflict.class, outcome);
        assertEquals(Optional.empty(), rig().engine().blobs().info(blob));
    }

    @Test
    default void aBlobCanBePutByItself() throws IOException {
        var blob = rig().freshBlob();
        byte[] content = rig().content(70_000);
        rig().engine().blobs().put(blob, new Bytes(content));
        assertArrayEquals(content, read(blob));
    }

    @Test
    default void anEmptyBlobIsABlob() throws IOException {
        var blob = rig().freshBlob();
        rig().engine().blobs().put(blob, new Bytes(new byte[0]));
        assertArrayEquals(new byte[0], read(blob));
        var staged = rig().freshBlob();
        try (var out = rig().engine().blobs().stage(staged)) {
            out.finish();
        }
        assertArrayEquals(new byte[0], read(staged));
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        var blob = rig().freshBlob();
        assertEquals(Optional.empty(), rig().engine().blobs().info(blob));
        var refused = assertThrows(Refused.class, () -> rig().engine().blobs().open(blob, 0, 0));
        assertInstanceOf(Failure.NotFound.class, refused.failure());
    }

    @Test
    default void aRangeIsReadAcrossChunks() throws IOException {
        var blob = rig().freshBlob();
        byte[] content = rig().content(3 * Blobs.SMALL + 17);
        stage(blob, content);
        for (long[] range : new long[][] {
            {0, 0},
            {0, 1},
            {Blobs.SMALL - 1, 2},
            {Blobs.SMALL, Blobs.SMALL},
            {5, 2L * Blobs.SMALL + 9},
            {content.length, 0},
            {3L * Blobs.SMALL, 17}
        }) {
            try (var in = rig().engine().blobs().open(blob, range[0], range[1])) {
                assertArrayEquals(
                        Arrays.copyOfRange(content, (int) range[0], (int) (range[0] + range[1])), in.readAllBytes());
            }
        }
    }

    @Test
    default void aRangeOutsideOfTheBlobIsAMistake() {
        var blob = rig().freshBlob();
        rig().engine().blobs().put(blob, new Bytes(rig().content(10)));
        assertThrows(
                IndexOutOfBoundsException.class, () -> rig().engine().blobs().open(blob, 5, 6));
        assertThrows(
                IndexOutOfBoundsException.class, () -> rig().engine().blobs().open(blob, 11, 0));
        assertThrows(
                IndexOutOfBoundsException.class, () -> rig().engine().blobs().open(blob, -1, 1));
    }

    @Test
    default void fortyMebibytesComeBackAsTheyWent() throws IOException {
        var blob = rig().freshBlob();
        long seed = 40;
        int pieces = 40 * 16 + 1;
        var random = new SplittableRandom(seed);
        byte[] piece = new byte[64 << 10];
        try (var out = rig().engine().blobs().stage(blob)) {
            for (int i = 0; i < pieces; i++) {
                random.nextBytes(piece);
                out.write(piece, 0, piece.length);
            }
            out.finish();
        }
        assertEquals(
                (long) pieces * piece.length,
                rig().engine().blobs().info(blob).orElseThrow().size());
        var again = new SplittableRandom(seed);
        byte[] expected = new byte[piece.length];
        try (var in = rig().engine().blobs().open(blob, 0, (long) pieces * piece.length)) {
            for (int i = 0; i < pieces; i++) {
                again.nextBytes(expected);
                assertEquals(piece.length, in.readNBytes(piece, 0, piece.length));
                assertArrayEquals(expected, piece);
            }
            assertEquals(-1, in.read());
        }
    }

    @Test
    default void aBlobThatWasNotFinishedIsSeenByTheSweepOnly() throws IOException {
        var blob = rig().freshBlob();
        try (var out = rig().engine().blobs().stage(blob)) {
            out.write(rig().content(2 * Blobs.SMALL + 5), 0, 2 * Blobs.SMALL + 5);
        }
        rig().restart();
        assertEquals(Optional.empty(), rig().engine().blobs().info(blob));
        assertThrows(Refused.class, () -> rig().engine().blobs().open(blob, 0, 1));
        assertEquals(List.of(blob), rig().engine().blobs().list(null, 10).items());
        rig().engine().blobs().delete(blob);
        assertEquals(List.of(), rig().engine().blobs().list(null, 10).items());
    }

    @Test
    default void blobsAreListedInOrderByPages() {
        var ids = new ArrayList<BlobId>();
        for (long value : new long[] {1, 2, 3, 1L << 40, -5, -1}) ids.add(new BlobId(value));
        for (var id : ids.reversed()) rig().engine().blobs().put(id, new Bytes(rig().content(2000)));
        var found = new ArrayList<BlobId>();
        var page = rig().engine().blobs().list(null, 4);
        assertTrue(page.more());
        found.addAll(page.items());
        page = rig().engine().blobs().list(found.getLast(), 4);
        found.addAll(page.items());
        assertEquals(ids, found);
        assertEquals(false, page.more());
    }

    @Test
    default void aDeletedBlobIsGoneAndItsNeighboursStay() throws IOException {
        var left = rig().freshBlob();
        var gone = rig().freshBlob();
        var right = rig().freshBlob();
        byte[] content = rig().content(Blobs.SMALL + 1);
        for (var id : List.of(left, gone, right)) stage(id, content);
        rig().engine().blobs().delete(gone);
        rig().engine().blobs().delete(gone);
        assertEquals(Optional.empty(), rig().engine().blobs().info(gone));
        assertEquals(List.of(left, right), rig().engine().blobs().list(null, 10).items());
        assertArrayEquals(content, read(right));
    }

    private void stage(BlobId blob, byte[] content) {
        try (var out = rig().engine().blobs().stage(blob)) {
            for (int at = 0; at < content.length; ) {
                int part = Math.min(content.length - at, 100_000);
                out.write(content, at, part);
                at += part;
            }
            out.finish();
        }
    }

    private byte[] read(BlobId blob) throws IOException {
        long size = rig().engine().blobs().info(blob).orElseThrow().size();
        try (var in = rig().engine().blobs().open(blob, 0, size)) {
            return in.readAllBytes();
        }
    }
}
