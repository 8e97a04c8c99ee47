// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a writer asked and what it was answered, one line each, on a disk that the fault does not touch. Every answer is
 * forced to that disk before the writer goes on.
 *
 * <p>Kinds: {@code T} tried (id, size, sender, recipients) · {@code A} acknowledged (id, recipients) · {@code R} refused (id,
 * recipients, reply) · {@code M} move tried (id, address, mailbox) · {@code N} move acknowledged · {@code C} from here on the
 * power is off (round): written by whoever cuts it, just before, since the process of the server outlives the disk by some
 * milliseconds and the kernel can call a flush done whose transaction the cut has thrown away.
 */
final class AckLog implements AutoCloseable {

    record Line(String kind, List<String> fields) {}

    private final FileChannel channel;

    AckLog(Path file) throws IOException {
        channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    synchronized void write(String kind, String... fields) throws IOException {
        String line = kind + "\t" + String.join("\t", fields).replace('\n', ' ') + "\n";
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        if (kind.equals("A") || kind.equals("N")) channel.force(false);
    }

    static List<Line> read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            List<String> parts = List.of(line.split("\t", -1));
            lines.add(new Line(parts.getFirst(), parts.subList(1, parts.size())));
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
