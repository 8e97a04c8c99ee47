// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** Gives up what lies behind the damage of a write-ahead log, so that the store opens again. Copies of the logs are kept. */
final class LogCut {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'log-'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private LogCut() {}

    /**
     * Cuts the logs of a store that nobody has open; empty when nothing is damaged, else where the copies are.
     *
     * @throws Refused when another process has it (KB1108)
     */
    static Optional<Path> cut(Path directory, RocksEngineOptions options, Instant now, String owner)
            throws IOException, RocksDBException {
        Path files = directory.resolve("rows");
        if (!Files.exists(files.resolve("LOCK"))) return Optional.empty();
        try (var lock = FileChannel.open(files.resolve("LOCK"), StandardOpenOption.WRITE)) {
            @Nullable FileLock held = lock.tryLock();
            if (held == null) throw new Refused(new Failure.Taken(KB.STORE_LOCKED, directory.toString(), owner));
            var found = LogDamage.find(files, options);
            if (found.isEmpty()) return Optional.empty();
            Path aside = directory.resolve("aside").resolve(NAME.format(now));
            Files.createDirectories(aside);
            for (Path each : List.of(aside, directory.resolve("aside"), directory)) force(each);
            var at = found.get().at();
            if (at != null) cut(WriteAheadLog.files(files), at, aside);
            Reached.forget(files);
            force(files);
            return Optional.of(aside);
        }
    }

    private static void cut(List<Path> logs, WriteAheadLog.Place at, Path aside) throws IOException {
        var from = logs.subList(logs.indexOf(at.file()), logs.size());
        keep(from, aside);
        // The newest first: whenever this ends, the library finds no log behind a missing one.
        for (Path later : from.subList(1, from.size()).reversed()) Files.delete(later);
        try (var log = FileChannel.open(at.file(), StandardOpenOption.WRITE)) {
            log.truncate(at.offset());
            log.force(true);
        }
    }

    private static void keep(List<Path> logs, Path aside) throws IOException {
        for (Path log : logs) {
            Path copy = Files.copy(log, aside.resolve(log.getFileName()));
            force(copy);
        }
        force(aside);
    }

    private static void force(Path path) throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            file.force(true);
        }
    }
}
