// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/** A bounded pool of buffers that hold one TLS record or a block of text, so that an idle connection needs none. */
final class Buffers {
    /** Larger than the largest TLS record with its header. */
    static final int SIZE = 18 * 1024;

    private final ArrayBlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(256);

    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocate(SIZE) : buffer.clear();
    }

    void give(ByteBuffer buffer) {
        if (buffer.capacity() == SIZE) free.offer(buffer);
    }
}
