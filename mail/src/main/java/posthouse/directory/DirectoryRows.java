// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.util.List;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.Refused;

/** The directory's rows, whatever they lie in. A write is atomic and durable on return. */
interface DirectoryRows {
    /** All rows of a kind, in key order. */
    List<Row> load(Kind kind);

    void write(List<Change> changes);

    /** The kinds, each a table of its own. The letter is part of the stored format. */
    enum Kind {
        ORGANISATION("o"),
        DOMAIN("d"),
        PERSON("p"),
        ALIAS("a"),
        PASSWORD("w"),
        APP_PASSWORD("k"),
        SESSION("s"),
        SESSION_ENDED("e"),
        SWITCH("x"),
        SETTING("g"),
        GROUP("m"),
        FOLDER("f");

        final String letter;

        Kind(String letter) {
            this.letter = letter;
        }
    }

    record Row(String key, byte[] value) {}

    /** Puts the value, or deletes the row when it is empty. */
    record Change(Kind kind, String key, Optional<byte[]> value) {
        static Change put(Kind kind, String key, byte[] value) {
            return new Change(kind, key, Optional.of(value));
        }

        static Change delete(Kind kind, String key) {
            return new Change(kind, key, Optional.empty());
        }
    }

    /**
     * Writes what is worth keeping but not worth refusing somebody for: while the disk is full or read-only, it holds until the
     * process ends. A store that failed is another matter: it is not known what can be read.
     */
    default void writeIfPossible(List<Change> changes) {
        try {
            write(changes);
        } catch (Refused e) {
            boolean later = e.failure() instanceof Failure.ReadOnly || e.failure() instanceof Failure.Full;
            if (!later) throw e;
        }
    }
}
