// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.io.OutputStream;

/** Takes bytes in. Not thread-safe. Closing it without {@link #finish} forgets what came. */
public abstract class BlobStage extends OutputStream {
    /** Octets so far. */
    public abstract long size();

    /** Ends it: large content is durable then, small content will be with the commit that uses it. */
    public abstract StagedBlob finish();

    @Override
    public abstract void write(byte[] buffer, int offset, int length);

    @Override
    public abstract void write(int octet);

    /** Never fails. */
    @Override
    public abstract void close();
}
