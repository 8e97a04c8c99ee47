// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import posthouse.scenarios.Program;

/** Real faults from outside a server process: a disk that cannot flush, a listener that the kernel takes away. */
final class Faults {
    private Faults() {}

    /** Whether this machine lets us: root, strace, and a kernel that destroys sockets. */
    static boolean possible() {
        return "root".equals(System.getProperty("user.name"))
                && Files.isExecutable(Path.of("/usr/bin/strace"))
                && (Files.isExecutable(Path.of("/usr/bin/ss")) || Files.isExecutable(Path.of("/bin/ss")));
    }

    /** From now on every flush to the disk fails with an input/output error; closing it heals the disk. */
    static AutoCloseable brokenDisk(long pid) throws IOException {
        Process strace = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-qq",
                        "-p",
                        "" + pid,
                        "-e",
                        "trace=fsync,fdatasync",
                        "-e",
                        "inject=fsync,fdatasync:error=EIO",
                        "-o",
                        "/dev/null")
                .redirectErrorStream(true)
                .start();
        return () -> {
            strace.destroy();
            if (!strace.waitFor(10, TimeUnit.SECONDS)) strace.destroyForcibly();
        };
    }

    /** The kernel closes the listening socket of that port, which its process never asked for. */
    static void killListener(int port) throws IOException, InterruptedException {
        Program.run("ss", "-K", "-ltn", "sport", "=", ":" + port);
    }
}
