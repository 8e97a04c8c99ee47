// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.store.engine.Bytes;
import posthouse.store.engine.Engine.Page;
import posthouse.store.engine.Row;

/** Rows that can be read: a snapshot, or changes that are not committed over one. */
public interface Rows {
    /** Rows that one page asks for at most. */
    int PAGE = 2_000;

    Optional<Bytes> get(Bytes key);

    Map<Bytes, Bytes> getAll(List<Bytes> keys);

    /** Ascending rows with from ≤ key &lt; to. */
    Page<Row> page(Bytes from, Bytes to, int limit);

    /** Every row with from ≤ key &lt; to, page by page. */
    default void each(Bytes from, Bytes to, java.util.function.Consumer<Row> visit) {
        for (Bytes at = from; ; ) {
            Page<Row> page = page(at, to, PAGE);
            page.items().forEach(visit);
            if (!page.more() || page.items().isEmpty()) return;
            at = posthouse.store.key.Keys.justAfter(page.items().getLast().key());
        }
    }
}
