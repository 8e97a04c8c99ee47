// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The number of a change that had reached the disk when this was noted, beside the library's files. It is noted now and then and
 * at the end, so that it may be too low and is never too high: a store that opens below it has lost something. It goes where the
 * files go: a copy of older ones brings its own or none.
 */
final class Reached {
    private static final int LENGTH = Long.BYTES + Integer.BYTES;

    private Reached() {}

    /** The number, or 0 when it was never noted or cannot be read. */
    static long read(Path files) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file(files));
            if (bytes.length != LENGTH) return 0;
            var in = ByteBuffer.wrap(bytes);
            long number = in.getLong();
            return in.getInt() == checksum(bytes) ? number : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Notes it in the place of the one before; a torn note counts as none. */
    static void note(Path files, long number) throws IOException {
        byte[] bytes = ByteBuffer.allocate(LENGTH).putLong(number).array();
        ByteBuffer.wrap(bytes).putInt(Long.BYTES, checksum(bytes));
        try (var out = FileChannel.open(file(files), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) out.write(buffer);
        }
    }

    static void forget(Path files) throws IOException {
        Files.deleteIfExists(file(files));
    }

    private static Path file(Path files) {
        return files.resolve("reached");
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, Long.BYTES);
        return (int) crc.getValue();
    }
}
