// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.util.List;
import posthouse.store.Records;

/** The directory's rows as records of a store account. */
final class RecordRows implements DirectoryRows {
    private final Records records;

    RecordRows(Records records) {
        this.records = records;
    }

    @Override
    public List<Row> load(Kind kind) {
        return records.all(kind.letter, "").stream()
                .map(r -> new Row(r.key(), r.content()))
                .toList();
    }

    @Override
    public void write(List<Change> changes) {
        records.write(change -> {
            for (Change c : changes) {
                if (c.value().isPresent())
                    change.put(c.kind().letter, c.key(), c.value().get());
                else change.remove(c.kind().letter, c.key());
            }
            return changes.size();
        });
    }
}
