// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A consistent view of an account's rows. */
public interface Snapshot extends AutoCloseable {
    Stamp stamp();

    Optional<Bytes> get(Bytes key);

    /** Those that exist of the given keys. */
    Map<Bytes, Bytes> getAll(List<Bytes> keys);

    /** Rows with from ≤ key &lt; to, ascending, or descending from just below {@code to}; at most {@code limit} and about 8 MiB. */
    Engine.Page<Row> page(Bytes from, Bytes to, boolean reverse, int limit);

    @Override
    void close();
}
