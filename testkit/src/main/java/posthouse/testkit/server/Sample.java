// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The demo's sample organisation, made by the first server of a build that needs it: for the others its data directory is
 * copied. To make it costs more than a start.
 */
final class Sample {
    private Sample() {}

    static void copyTo(Path data) throws IOException {
        Path target = Server.root().resolve("testkit/target");
        Path built = Server.root().resolve("app/target/house/built");
        // A product that was built anew makes its own.
        String age = Files.exists(built)
                ? Long.toString(Files.getLastModifiedTime(built).toMillis())
                : "0";
        Path sample = target.resolve("sample-" + age);
        try (FileChannel lock = FileChannel.open(
                        Files.createDirectories(target).resolve("sample.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (Files.notExists(sample)) make(target, sample);
        }
        copy(sample, data);
    }

    private static void make(Path target, Path sample) throws IOException {
        try (Stream<Path> older = Files.list(target)) {
            for (Path each : older.filter(p -> Objects.toString(p.getFileName()).startsWith("sample"))
                    .filter(Files::isDirectory)
                    .toList()) remove(each);
        }
        Path fresh = Files.createTempDirectory(target, "sample").resolve("data");
        int exit = Server.start(new Server.Plan(fresh, List.of(), List.of("-XX:TieredStopAtLevel=1")))
                .stop();
        if (exit != 0 && exit != 143) throw new IOException("the server that made the sample ended with " + exit);
        Files.move(fresh, sample, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path here = to.resolve(from.relativize(each).toString());
                Files.copy(each, here, StandardCopyOption.COPY_ATTRIBUTES);
                // As durable as what a server writes: some disks of tests lose their power.
                if (Files.isRegularFile(here)) sync(here);
            }
        }
        try (Stream<Path> all = Files.walk(to)) {
            for (Path folder : all.filter(Files::isDirectory).toList()) sync(folder);
        }
        sync(Objects.requireNonNull(to.getParent()));
    }
}
