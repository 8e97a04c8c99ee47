// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/**
 * Room on the disk. A ballast file is given up when the files cannot be opened for want of room, and made again when there
 * is some. While less is free than the ballast's size, no new message bytes are taken, so that deleting goes on.
 */
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);
    private static final int PIECE = 1 << 20;
    private static final int PROBE = 64 << 10;
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Path directory;
    private final Path ballast;
    private final long wanted;
    private final Clock clock;
    /** The ballast is not made while the server starts. */
    private final Deadline settled;

    private volatile long free = Long.MAX_VALUE;
    private volatile long total;
    private volatile boolean isShort;
    private volatile Instant shortSince = Instant.EPOCH;

    Room(Path directory, long wanted, Clock clock) {
        this.directory = directory;
        this.ballast = directory.resolve("ballast");
        this.wanted = wanted;
        this.clock = clock;
        this.settled = Deadline.in(SETTLED, clock);
    }

    boolean isShort() {
        return isShort;
    }

    Instant shortSince() {
        return shortSince;
    }

    Failure full() {
        return new Failure.Full(KB.DISK_FULL, "disk", total - free, total);
    }

    /** Before message bytes are taken. */
    void require(long bytes) {
        if (isShort || free < bytes) throw new Refused(full());
    }

    /** Gives the ballast up; false when there was none. */
    boolean dropBallast() {
        try {
            boolean was = Files.deleteIfExists(ballast);
            if (was) LOG.warn("{} the disk is full: the ballast file was given up to open the store", KB.DISK_FULL);
            return was;
        } catch (IOException e) {
            LOG.error("{} the ballast file cannot be deleted: {}", KB.DISK_FULL, e.getMessage());
            return false;
        }
    }

    /** Why the disk takes no file now; empty when it does. On a full disk the ballast is given up first. */
    Optional<Failure> refusesFiles(Instant since) {
        var refusal = probe(since);
        return refusal.isPresent() && refusal.get() instanceof Failure.Full && dropBallast() ? probe(since) : refusal;
    }

    private Optional<Failure> probe(Instant since) {
        Path probe = directory.resolve("probe");
        try {
            try (var out = FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.allocate(PROBE);
                while (bytes.hasRemaining()) out.write(bytes);
                out.force(true);
            }
            Files.delete(probe);
            return Optional.empty();
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (why.contains("no space left")) return Optional.of(full());
            if (why.contains("read-only")) return Optional.of(new Failure.ReadOnly(KB.DISK_READ_ONLY, "disk", since));
            return Optional.of(new Failure.Unavailable(KB.STORE_FAILED, "store", since));
        }
    }

    /** Looks at the disk; called now and then from the thread that looks after the engine. */
    void look() {
        try {
            FileStore store = Files.getFileStore(directory);
            total = store.getTotalSpace();
            free = store.getUsableSpace();
            long size = Math.min(wanted, total / 20);
            boolean now = free < size;
            if (now && !isShort) {
                shortSince = clock.now();
                LOG.error("{} {} bytes are left on the disk: no new mail is taken", KB.DISK_FULL, free);
            }
            if (!now && isShort) LOG.warn("{} there is room on the disk again", KB.DISK_FULL);
            isShort = now;
            if (free > 3 * size && settled.passed(clock) && Files.notExists(ballast)) makeBallast(size);
        } catch (IOException e) {
            LOG.warn("{} the disk's free space cannot be read: {}", KB.STORE_SLOW, e.getMessage());
        }
    }

    private void makeBallast(long size) throws IOException {
        Path part = directory.resolve("ballast.part");
        try (var out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var zeros = ByteBuffer.allocateDirect(PIECE);
            for (long left = size; left > 0; left -= zeros.limit()) {
                zeros.clear().limit((int) Math.min(PIECE, left));
                while (zeros.hasRemaining()) out.write(zeros);
            }
            out.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, ballast, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
