// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.io.InputStream;

/** Immutable bytes that can be read from any offset. Reading holds no snapshot and no lock. */
public interface Source {
    /** Octets. */
    long size();

    /** A stream of {@code length} octets from {@code offset}; both are cut to what there is. Refuses with Broken for damaged bytes. */
    InputStream open(long offset, long length);

    /** All of it. */
    default InputStream open() {
        return open(0, size());
    }
}
