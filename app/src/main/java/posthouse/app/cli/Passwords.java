// SPDX-License-Identifier: Apache-2.0
package posthouse.app.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** Reads a new password: from a file, from the prompt on a terminal, else from standard input. Never from an argument. */
final class Passwords {
    private Passwords() {}

    static String read(Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            if (!Files.isReadable(file.get()))
                throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "--password-file", "cannot be read"));
            return firstLine(Files.readString(file.get()));
        }
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            char[] first = console.readPassword("New password: ");
            char[] second = console.readPassword("The same again: ");
            if (first == null || second == null || !new String(first).equals(new String(second)))
                throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "password", "the two differ"));
            return new String(first);
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null || line.isEmpty())
            throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "password", "standard input is empty"));
        return line;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
