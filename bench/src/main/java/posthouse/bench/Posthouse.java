// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Posthouse itself, started as anybody starts it. */
final class Posthouse implements Peer {

    private final Process process;
    private final ServerFile server;

    Posthouse(Path root, Path folder) throws IOException {
        process = new ProcessBuilder(
                        root.resolve("posthouse").toString(),
                        "demo",
                        "--json",
                        "--ports",
                        "auto",
                        "--people",
                        "40",
                        "--data",
                        folder.resolve("data").toString())
                .redirectError(folder.resolve("posthouse.log").toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) throw new IOException("Posthouse did not start, see " + folder.resolve("posthouse.log"));
        server = ServerFile.parse(line);
    }

    ServerFile server() {
        return server;
    }

    @Override
    public int lmtpPort() {
        return server.lmtpPort();
    }

    @Override
    public void close() throws IOException {
        Peer.end(process);
    }
}
