// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import posthouse.scenarios.Program;

/** One of {@code bench}'s drivers in a process of its own, which is asked again and again. */
final class Driver implements AutoCloseable {
    private final Path said;
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    Driver(String main, Path said) throws IOException {
        this.said = said;
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "posthouse.bench." + main)
                .redirectError(said.toFile())
                .start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    void ask(String... arguments) throws IOException {
        questions.write(String.join("\t", arguments) + "\n");
        questions.flush();
    }

    /** Whether it still works on what it was asked. */
    boolean working() throws IOException {
        return process.isAlive() && !answers.ready();
    }

    /** Its answer, a line of figures; and what it said before. */
    Program answer() throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("{")) return new Program(0, line, String.join("\n", before));
            before.add(line);
        }
        throw new AssertionError("the driver ended: " + before + Files.readString(said));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
