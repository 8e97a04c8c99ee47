// SPDX-License-Identifier: Apache-2.0
package posthouse.http.jetty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import posthouse.base.Failure;
import posthouse.base.KB;

/** Finds who listens on a port, from /proc. */
final class PortHolder {
    private PortHolder() {}

    static Failure taken(InetSocketAddress address) {
        String resource = "port " + address.getPort();
        return new Failure.Taken(
                KB.PORT_TAKEN, resource, holder(address.getPort()).orElse("holder.other"));
    }

    private static Optional<String> holder(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                Optional<String> inode = lines.map(line -> line.trim().split("\\s+"))
                        .filter(c -> c.length > 9 && c[1].endsWith(suffix) && c[3].equals("0A"))
                        .map(c -> c[9])
                        .findFirst();
                if (inode.isPresent()) return process(inode.get());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<String> process(String inode) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(p -> p.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(p -> holds(p, "socket:[" + inode + "]"))
                    .map(PortHolder::name)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path process, String socket) {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.anyMatch(fd -> {
                try {
                    return Files.readSymbolicLink(fd).toString().equals(socket);
                } catch (IOException e) {
                    return false;
                }
            });
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip() + " (pid " + process.getFileName() + ")";
        } catch (IOException e) {
            return "pid " + process.getFileName();
        }
    }
}
