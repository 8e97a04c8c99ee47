// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.time.Instant;
import posthouse.store.key.Keys;
import posthouse.store.row.Head;
import posthouse.store.row.LogRow;

/** Forgets the oldest part of the change log, in the commit that writes the new floor. */
final class LogFloor {
    private static final int STEP = 256;

    /** The head with a higher floor, when there is something to forget. */
    static Head raise(Core core, Overlay rows, Head head) {
        long kept = head.version() - head.floor();
        long always = core.settings.logEntries();
        if (kept <= always / 10 + STEP) return head;
        long to = head.floor() + STEP;
        boolean forget = kept > always + STEP || old(core, rows, to);
        if (!forget) return head;
        rows.each(Keys.log(head.floor() + 1, 0), Keys.log(to + 1, 0), row -> rows.delete(row.key()));
        return head.withFloor(to);
    }

    private static boolean old(Core core, Overlay rows, long version) {
        Instant before = core.clock.now().minus(core.settings.logAge());
        return rows.get(Keys.log(version, 0))
                .map(value -> Instant.ofEpochMilli(LogRow.head(value).time()).isBefore(before))
                .orElse(false);
    }

    private LogFloor() {}
}
