// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the library's write-ahead logs before the library does. It would end silently at the first record that it cannot read:
 * right for a tail that a power cut tore, and a loss for a record that lay safely on the disk and was damaged there. What tells
 * them apart: a synced write is begun only when the one before it has reached the disk, so two of them behind a gap prove that
 * the gap was once whole.
 *
 * <p>Form of the files: blocks of 32 KB of records with checksum (4), length (2) and type (1); one write is a full record or a
 * first, middle and last ones, and begins with its sequence number (8) and its number of changes (4).
 */
final class WriteAheadLog {
    /** Stands first in each write that is flushed to the disk before its answer; is in the log alone, never in the data. */
    static final byte[] SYNCED = "synced".getBytes(StandardCharsets.US_ASCII);

    private static final int BLOCK = 32 << 10;
    private static final int HEADER = 7;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;
    private static final int LOG_DATA = 3;
    private static final int START = Long.BYTES + Integer.BYTES;
    private static final int PROOF = 2;

    /** A byte of a log. */
    record Place(Path file, long offset) {}

    /**
     * What a look at the logs showed.
     *
     * @param damage where the first write begins that cannot be read and is missing; null when there is none
     * @param behind writes behind it that were synced and can be read
     * @param latest number of the last change before it; negative when the logs have none
     */
    record Look(@Nullable Place damage, int behind, long latest) {
        /** Whether what cannot be read was once whole. */
        boolean isProven() {
            return behind >= PROOF;
        }
    }

    /** The write that is being put together: its first bytes, and where it began. */
    private final ByteBuffer head =
            ByteBuffer.allocate(START + 2 + SYNCED.length).order(ByteOrder.LITTLE_ENDIAN);

    private final CRC32C crc = new CRC32C();
    private @Nullable Place begun;
    private @Nullable Place damage;
    private @Nullable Place hole;
    private long next = -1;
    private long latest = -1;
    private int behind;

    private WriteAheadLog() {}

    /** Reads the logs of this directory from end to end. */
    static Look look(Path directory) throws IOException {
        var reading = new WriteAheadLog();
        for (Path file : files(directory)) reading.read(file);
        return new Look(reading.hole != null ? reading.hole : reading.damage, reading.behind, reading.latest);
    }

    /** The logs, oldest first. */
    static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) return List.of();
        try (var all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().matches("\\d+\\.log"))
                    .sorted(Comparator.comparingLong(
                            file -> Long.parseLong(file.getFileName().toString().replace(".log", ""))))
                    .toList();
        }
    }

    /** The end of the newest log; null when there is none. */
    static @Nullable Place end(Path directory) throws IOException {
        var files = files(directory);
        return files.isEmpty() ? null : new Place(files.getLast(), Files.size(files.getLast()));
    }

    private void read(Path file) throws IOException {
        begun = null;
        byte[] block = new byte[BLOCK];
        try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = 0;
            for (int length = fill(in, block); length > 0; length = fill(in, block)) {
                read(file, at, block, length);
                at += length;
            }
        }
        if (begun != null) damaged(begun);
    }

    private static int fill(FileChannel in, byte[] block) throws IOException {
        var buffer = ByteBuffer.wrap(block);
        while (buffer.hasRemaining() && in.read(buffer) >= 0) {
            // Until the block is whole or the file ends.
        }
        return buffer.position();
    }

    private void read(Path file, long start, byte[] block, int end) {
        int at = 0;
        while (end - at >= HEADER) {
            int length = length(block, at, end);
            if (length < 0) {
                damaged(begun != null ? begun : new Place(file, start + at));
                begun = null;
                at = readable(block, at + 1, end);
            } else {
                take(new Place(file, start + at), block, at, length);
                at += HEADER + length;
            }
        }
    }

    /** The length of the record here, negative when there is none or it is damaged. */
    private int length(byte[] block, int at, int end) {
        int length = block[at + 4] & 0xff | (block[at + 5] & 0xff) << 8;
        if (block[at + 6] == 0 || at + HEADER + length > end) return -1;
        crc.reset();
        crc.update(block, at + 6, 1 + length);
        int wanted = block[at] & 0xff
                | (block[at + 1] & 0xff) << 8
                | (block[at + 2] & 0xff) << 16
                | (block[at + 3] & 0xff) << 24;
        int plain = (int) crc.getValue();
        return wanted == Integer.rotateRight(plain, 15) + 0xa282ead8 ? length : -1;
    }

    /** Where the next whole record of this block begins; its end when there is none. */
    private int readable(byte[] block, int from, int end) {
        for (int at = from; end - at >= HEADER; at++)
            if (block[at + 6] >= FULL && block[at + 6] <= LAST && length(block, at, end) >= 0) return at;
        return end;
    }

    private void take(Place place, byte[] block, int at, int length) {
        switch (block[at + 6]) {
            case FULL, FIRST -> {
                if (begun != null) damaged(begun);
                begun = place;
                head.clear();
                gather(block, at, length);
                if (block[at + 6] == FULL) whole(place);
            }
            case MIDDLE, LAST -> {
                if (begun == null) {
                    damaged(place);
                    return;
                }
                gather(block, at, length);
                if (block[at + 6] == LAST) whole(place);
            }
            // Others speak of the log itself.
            default -> {}
        }
    }

    private void gather(byte[] block, int at, int length) {
        head.put(block, at + HEADER, Math.min(length, head.remaining()));
    }

    private void damaged(Place place) {
        if (damage == null) damage = place;
    }

    private void whole(Place end) {
        begun = null;
        if (head.position() < START) return;
        long sequence = head.getLong(0);
        boolean follows = next < 0 ? damage == null || !damage.file.equals(end.file) : sequence <= next;
        if (hole == null && !follows && damage != null) hole = damage;
        next = Math.max(next, sequence + Integer.toUnsignedLong(head.getInt(Long.BYTES)));
        if (hole != null) {
            if (isSynced()) behind++;
            return;
        }
        damage = null;
        latest = next - 1;
    }

    private boolean isSynced() {
        return head.remaining() == 0
                && head.get(START) == LOG_DATA
                && head.get(START + 1) == SYNCED.length
                && Arrays.equals(head.array(), START + 2, head.capacity(), SYNCED, 0, SYNCED.length);
    }
}
