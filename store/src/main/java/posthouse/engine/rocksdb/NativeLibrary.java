// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads the native library from one file that stays: left to itself it unpacks 17 MB into the temporary folder at each
 * start and leaves them there after a crash.
 */
final class NativeLibrary {
    private NativeLibrary() {}

    static void load(RocksEngineOptions options) {
        String given = System.getenv("ROCKSDB_SHAREDLIB_DIR");
        Path directory = given != null && !given.isEmpty()
                ? Path.of(given)
                : options.libraryDirectory().orElseGet(NativeLibrary::userCache);
        try {
            unpack(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the native library cannot be unpacked into " + directory, e);
        }
        RocksDB.loadLibrary(List.of(directory.toString()));
    }

    private static Path userCache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache != null && !cache.isEmpty()
                ? Path.of(cache)
                : Path.of(System.getProperty("user.home", "."), ".cache");
        return base.resolve("posthouse").resolve("rocksdb-" + version());
    }

    /** The library's size tells versions apart well enough: the jar's manifest has no version. */
    private static String version() {
        return RocksDB.class.getPackage().getImplementationVersion() instanceof String v ? v : "11.8.1";
    }

    private static void unpack(Path directory) throws IOException {
        var names = Stream.of(
                        Environment.getJniLibraryFileName("rocksdb"),
                        Environment.getFallbackJniLibraryFileName("rocksdb"))
                .filter(Objects::nonNull)
                .toList();
        for (String name : names) {
            try (InputStream in = RocksDB.class.getClassLoader().getResourceAsStream(name)) {
                if (in == null) continue;
                Path library = directory.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
                if (Files.exists(library) && Files.size(library) == sizeInJar(name)) return;
                Files.createDirectories(directory);
                Path part = Files.createTempFile(
                        directory,
                        "part",
                        ".so",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                try (var out = Files.newOutputStream(part)) {
                    in.transferTo(out);
                }
                Files.move(part, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return;
            }
        }
    }

    private static long sizeInJar(String name) throws IOException {
        var url = RocksDB.class.getClassLoader().getResource(name);
        return url == null ? -1 : url.openConnection().getContentLengthLong();
    }
}
