// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What a driver is asked for: once, by its command line; or without one, again and again, by lines of standard input. */
final class Asked {

    interface Work {
        /** Does it and prints one line that begins with a brace, perhaps after others; whether all was well. */
        boolean run(Arguments arguments) throws IOException, InterruptedException;
    }

    private Asked() {}

    /** The exit code. In a line of standard input tabs stand between the arguments. */
    static int each(String[] given, Work work) throws IOException, InterruptedException {
        if (given.length > 0) return work.run(new Arguments(given)) ? 0 : 1;
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine())
            work.run(new Arguments(line.split("\t")));
        return 0;
    }
}
