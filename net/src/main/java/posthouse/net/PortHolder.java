// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds which process listens on a TCP port, from Linux's process table. */
public final class PortHolder {
    private PortHolder() {}

    /** The holder as "name (pid n)", or the key of a phrase that says that this user may not see it. */
    public static String of(int port) {
        Set<String> inodes = inodes(port);
        if (inodes.isEmpty()) return "holder.other";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, inodes)) return name(process) + " (pid " + process.getFileName() + ")";
            }
        } catch (IOException ignored) {
            // Not Linux, or not allowed: the phrase below is the truth.
        }
        return "holder.user";
    }

    private static Set<String> inodes(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> inodes = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                for (String row : Files.readAllLines(Path.of(table))) {
                    String[] cells = row.strip().split("\\s+");
                    if (cells.length > 9 && cells[1].endsWith(suffix) && cells[3].equals("0A"))
                        inodes.add("socket:[" + cells[9] + "]");
                }
            } catch (IOException ignored) {
                // No such table here.
            }
        }
        return inodes;
    }

    private static boolean holds(Path process, Set<String> inodes) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)
                        && inodes.contains(Files.readSymbolicLink(file).toString())) return true;
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException ignored) {
            // Somebody else's process, or one that has just ended.
        }
        return false;
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "process";
        }
    }
}
