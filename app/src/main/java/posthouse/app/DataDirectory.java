// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Refused;

/** The directory that everything of a server lies in. */
final class DataDirectory {
    private static final String OWNER_ONLY = "rwx------";

    private DataDirectory() {}

    /**
     * Makes what is missing of it. Whatever others may do in a directory that was there before, what holds mail and keys is its
     * owner's alone. Refuses with Broken (KB1113) and the cause when it cannot be used.
     */
    static void prepare(Path data) {
        try {
            if (Files.exists(data) && !Files.isDirectory(data)) throw new FileAlreadyExistsException(data.toString());
            if (!Files.isDirectory(data)) make(data);
            for (String part : List.of("store", "tls")) {
                Path below = data.resolve(part);
                if (!Files.isDirectory(below)) make(below);
                else Files.setPosixFilePermissions(below, PosixFilePermissions.fromString(OWNER_ONLY));
            }
        } catch (IOException e) {
            throw unusable(data, e);
        }
    }

    private static void make(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(OWNER_ONLY));
    }

    /** The refusal that a fault of the directory is. */
    static Refused unusable(Path data, IOException fault) {
        return new Refused(new Failure.Broken(KB.DATA_UNUSABLE, data.toString(), why(fault)), fault);
    }

    private static String why(IOException fault) {
        String said = fault instanceof FileSystemException f
                ? Objects.toString(f.getReason(), "")
                : Objects.toString(fault.getMessage(), "");
        String text = said.toLowerCase(Locale.ROOT);
        if (fault instanceof FileAlreadyExistsException
                || fault instanceof NotDirectoryException
                || text.contains("not a directory")) return "data.file";
        if (text.contains("read-only")) return "data.read-only";
        if (text.contains("no space")) return "data.full";
        if (fault instanceof AccessDeniedException || text.contains("not permitted")) return "data.right";
        return said.isEmpty() ? fault.toString() : said;
    }

    /** Refuses when only another user may look into it: what is there cannot be told then. */
    static void requireOwn(Path data) {
        if (Files.isDirectory(data) && !Files.isExecutable(data))
            throw new Refused(new Failure.Denied(KB.DATA_OF_ANOTHER, Level.SERVER));
    }
}
