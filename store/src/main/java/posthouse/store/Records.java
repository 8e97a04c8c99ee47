// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows of one account by kind and key, for rooms that keep no mail. Kinds are 1 to 32 characters, keys 1 to 512 octets of
 * UTF-8 (ordered by octets), contents at most 64 KiB.
 */
public interface Records {
    /** The account's version. */
    long version();

    Optional<byte[]> get(String kind, String key);

    /** Records of a kind whose key starts with the prefix, by key, after the given key (empty string: from the first). */
    Slice<Record> list(String kind, String prefix, String after, int limit);

    /** All records of a kind whose key starts with the prefix, read page by page (not one snapshot). */
    default List<Record> all(String kind, String prefix) {
        var all = new java.util.ArrayList<Record>();
        for (String after = ""; ; ) {
            Slice<Record> slice = list(kind, prefix, after, 1_000);
            all.addAll(slice.items());
            if (!slice.more()) return all;
            after = all.getLast().key();
        }
    }

    /** Runs the change and commits it, durable on return. It may be run more than once and on another thread. */
    <T> T write(Function<Change, T> change);

    /** One record. */
    record Record(String key, byte[] content) {}

    /** Records within a change; sees its own changes. */
    interface Change {
        /** The version that this change will make. */
        long version();

        Optional<byte[]> get(String kind, String key);

        Slice<Record> list(String kind, String prefix, String after, int limit);

        void put(String kind, String key, byte[] content);

        /** False when there was none. */
        boolean remove(String kind, String key);
    }
}
