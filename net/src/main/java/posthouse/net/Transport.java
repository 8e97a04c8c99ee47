// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes in and out of a connection, plain or encrypted. One reader and one writer thread at a time. */
interface Transport {
    /** Blocks for at least one byte; -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Blocks until everything is handed to the kernel. */
    void write(ByteBuffer from) throws IOException;

    /** Says goodbye in the transport's own way where that cannot block for long. */
    void finish() throws IOException;
}
