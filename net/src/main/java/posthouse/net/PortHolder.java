// SPDX-License-Identifier: Apache-2.0
package posthouse.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import posthouse.base.Failure;
import posthouse.base.KB;

/** Why an address could not be listened on, and which process has it, from Linux's process table. */
public final class PortHolder {
    private static final String ANY_IPV4 = "00000000";
    private static final String ANY_IPV6 = ANY_IPV4.repeat(4);
    private static final String MAPPED = "0000000000000000FFFF0000";

    private PortHolder() {}

    /**
     * What kept a listener from opening: Taken (KB1701) only when somebody has the port; Broken (KB1704) when this machine has no
     * such address, or this process may not use the port.
     */
    public static Failure refused(InetSocketAddress wanted, IOException fault) {
        String said = "";
        for (@Nullable Throwable at = fault; at != null; at = at.getCause()) said += " " + at.getMessage();
        String text = said.toLowerCase(Locale.ROOT);
        if (text.contains("already in use"))
            return new Failure.Taken(
                    KB.PORT_TAKEN,
                    "port " + wanted.getPort() + " of " + host(wanted),
                    of(wanted.getAddress(), wanted.getPort()));
        return new Failure.Broken(KB.ADDRESS_UNUSABLE, text(wanted), reason(text, said));
    }

    private static String reason(String text, String said) {
        if (text.contains("cannot assign") || text.contains("unreachable") || text.contains("unsupported address"))
            return "bind.here";
        return text.contains("permission denied") ? "bind.right" : said.strip();
    }

    /** An address as people write it: host and port. */
    static String text(InetSocketAddress address) {
        String host = host(address);
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String host(InetSocketAddress address) {
        return address.getAddress().getHostAddress();
    }

    /** The holder as "name (pid n)", or the key of a phrase that says that this user may not see it. */
    private static String of(InetAddress address, int port) {
        Set<String> inodes = inodes(address, port);
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

    private static Set<String> inodes(InetAddress address, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> inodes = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                for (String row : Files.readAllLines(Path.of(table))) {
                    String[] cells = row.strip().split("\\s+");
                    if (cells.length > 9
                            && cells[1].endsWith(suffix)
                            && cells[3].equals("0A")
                            && overlap(address, cells[1].substring(0, cells[1].length() - suffix.length())))
                        inodes.add("socket:[" + cells[9] + "]");
                }
            } catch (IOException ignored) {
                // No such table here.
            }
        }
        return inodes;
    }

    /** Whether a listener there, as the kernel writes it, is in the way of one at the address. */
    private static boolean overlap(InetAddress wanted, String theirs) {
        if (wanted.isAnyLocalAddress() || theirs.equals(ANY_IPV4) || theirs.equals(ANY_IPV6)) return true;
        String own = words(wanted.getAddress());
        return theirs.equals(own) || own.length() == ANY_IPV4.length() && theirs.equals(MAPPED + own);
    }

    /** Four bytes at a time, the last of them first, as the kernel of a little-endian machine prints them. */
    private static String words(byte[] address) {
        var text = new StringBuilder();
        for (int word = 0; word < address.length; word += 4)
            for (int i = 3; i >= 0; i--) text.append(String.format(Locale.ROOT, "%02X", address[word + i]));
        return text.toString();
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
