// SPDX-License-Identifier: Apache-2.0
package posthouse.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the control socket of a data directory is: in it, or, where the path would be too long for a socket, at a short path recorded there. */
public final class ControlSocket {
    private static final int LONGEST = 100;
    private static final String NAME = "control.sock";
    private static final String RECORD = "control.path";

    private ControlSocket() {}

    /** Where to look for it. */
    public static Path of(Path data) {
        Path record = data.resolve(RECORD);
        try {
            if (Files.exists(record)) return Path.of(Files.readString(record).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return data.toAbsolutePath().resolve(NAME);
    }

    /** Where to listen; records a short path when needed, in a directory that only the owner may enter. */
    public static Path prepare(Path data) throws IOException {
        Path record = data.resolve(RECORD);
        Path plain = data.toAbsolutePath().resolve(NAME);
        Files.deleteIfExists(plain);
        if (plain.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            Files.deleteIfExists(record);
            return plain;
        }
        if (Files.exists(record))
            Files.deleteIfExists(Path.of(Files.readString(record).strip()));
        Path directory = Files.createTempDirectory(
                "posthouse", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path socket = directory.resolve(NAME);
        Files.writeString(record, socket.toString());
        return socket;
    }
}
