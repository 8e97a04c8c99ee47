// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import posthouse.app.cli.Tool;
import posthouse.base.Catalogue;
import posthouse.base.Problems;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Standard output belongs to answers alone: whatever a library prints goes to standard error.
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        var problems = new Problems(Catalogue.of(Locale.ENGLISH), ZoneId.systemDefault());
        int code = new Tool(problems, out, System.err, new LocalVerbs(problems, out)).run(arguments);
        System.exit(code);
    }
}
