// SPDX-License-Identifier: Apache-2.0
package posthouse.testkit.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts {@link EngineChild} in a process of its own, as it is or under strace with a fault injected. */
public final class ChildProcess {
    private static final long LONGEST_SECONDS = 120;

    private ChildProcess() {}

    /** Whether faults of system calls can be injected on this machine. */
    public static boolean canInject() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":"))
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "strace"))) return true;
        return false;
    }

    /** This process's own without the log's writer: what the child says is read from its notes, and its start counts. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Starts it, with perhaps more arguments at the end. */
    public static Process start(List<String> before, Path directory, Path notes, int commits, long seed, String... more)
            throws IOException {
        var command = new ArrayList<String>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                EngineChild.class.getName(),
                directory.toString(),
                notes.toString(),
                Integer.toString(commits),
                Long.toString(seed)));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolveSibling("child.out").toFile())
                .start();
    }

    /** Runs it to its end with a fault: for example {@code fdatasync:error=EIO:when=3}. The number of faults that hit. */
    public static long runWithFault(String fault, Path directory, Path notes, int commits, long seed)
            throws IOException, InterruptedException {
        Path trace = directory.resolveSibling("strace.out");
        Files.deleteIfExists(trace);
        String call = fault.substring(0, fault.indexOf(':'));
        var strace = List.of(
                "strace",
                "--seccomp-bpf",
                "-f",
                "-qq",
                "-o",
                trace.toString(),
                "-e",
                "trace=" + call,
                "-e",
                "inject=" + fault);
        var process = start(strace, directory, notes, commits, seed);
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("the process did not end under " + fault);
        }
        if (Files.notExists(trace)) return 0;
        try (var lines = Files.lines(trace)) {
            return lines.filter(l -> l.contains("(INJECTED)") || l.contains("+++ killed by SIGKILL"))
                    .count();
        }
    }
}
