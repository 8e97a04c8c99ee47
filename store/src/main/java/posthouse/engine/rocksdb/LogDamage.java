// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import posthouse.base.Failure;
import posthouse.base.KB;

/**
 * Confirmed changes that the library could not take over and would pass over in silence.
 *
 * @param at where they are missing; null when a whole log is
 * @param why how that is known
 */
record LogDamage(WriteAheadLog.@Nullable Place at, String why) {

    /** Looks before the library opens its files for writing, which would make an end of the logs behind the damage. */
    static Optional<LogDamage> find(Path files, RocksEngineOptions options) throws IOException, RocksDBException {
        var look = WriteAheadLog.look(files);
        var damage = look.damage();
        if (look.isProven())
            return Optional.of(new LogDamage(damage, look.behind() + " confirmed writes lie whole behind that place"));
        long reached = Reached.read(files);
        if (reached == 0 || damage == null && look.latest() >= reached) return Optional.empty();
        long latest = Database.recoverable(files, options);
        if (latest >= reached) return Optional.empty();
        return Optional.of(new LogDamage(
                damage != null ? damage : WriteAheadLog.end(files),
                "changes up to number " + reached + " were confirmed, only those up to " + latest + " can be read"));
    }

    Failure failure(Path files) {
        String what = at == null ? files.toString() : at.file() + ", byte " + at.offset();
        return new Failure.Broken(KB.LOG_DAMAGED, what, why);
    }
}
