// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import posthouse.bench.JmapLink;
import posthouse.scenarios.Program;
import posthouse.scenarios.Talk;
import posthouse.testkit.server.Server;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two and a half thousand real messages and every torture message: stored unharmed, listed, opened. */
@Tag("mailcorpus")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MailCorpusTest {

    private static final int PREFIX = 8192;

    @TempDir
    static Path folder;

    private Corpus corpus;
    private Server server;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        corpus = Corpus.load();
        assumeTrue(!corpus.messages.isEmpty(), "no source of mail can be had here");
        server = Server.demo(folder.resolve("data")).with("--empty").start();
    }

    @AfterAll
    void stop() {
        if (server != null) server.close();
    }

    @Test
    @Order(1)
    void importedMailIsByteEqualBehindThePrefix() throws IOException, InterruptedException {
        Server.Account person = server.people().get(0);
        String said = importAll(person);
        Map<Integer, List<Corpus.Message>> byLength = new HashMap<>();
        for (Corpus.Message message : corpus.messages) {
            Corpus.Message crlf = new Corpus.Message(message.name(), Corpus.withCrlf(message.bytes()));
            byLength.computeIfAbsent(crlf.bytes().length, l -> new ArrayList<>())
                    .add(crlf);
        }
        try (JmapLink link = new JmapLink(server.web(), person.address(), person.password())) {
            List<JsonNode> stored = all(link, List.of("id", "blobId", "size"));
            assertEquals(corpus.messages.size(), stored.size(), said);
            int prefixes = 0;
            for (JsonNode email : stored)
                prefixes += take(byLength, link.download(email.path("blobId").asString()));
            List<String> left = byLength.values().stream()
                    .flatMap(List::stream)
                    .map(Corpus.Message::name)
                    .toList();
            assertEquals(List.of(), left, "changed on the way");
            System.out.println("MEASURED corpus by import: " + stored.size() + " messages byte-equal, " + prefixes
                    + " behind a prefix");
        }
    }

    /** By the verb {@code import}; by JMAP while the command line has no such verb. Answers what was said. */
    private String importAll(Server.Account person) throws IOException, InterruptedException {
        Path files = Files.createDirectories(folder.resolve("eml"));
        for (int n = 0; n < corpus.messages.size(); n++)
            Files.write(
                    files.resolve(String.format("%05d.eml", n)),
                    corpus.messages.get(n).bytes());
        Program imported = Program.run(
                Server.root().resolve("posthouse").toString(),
                "--data",
                folder.resolve("data").toString(),
                "import",
                "eml",
                "--to",
                person.address(),
                files.toString());
        if (imported.exit() != 2) {
            assertEquals(0, imported.exit(), imported::toString);
            return imported.out();
        }
        System.out.println("SKIPPED, LOUDLY: the verb import is not there, JMAP imports instead: " + imported.said());
        try (JmapLink link = new JmapLink(server.web(), person.address(), person.password())) {
            String inbox = link.mailbox("inbox");
            for (Corpus.Message message : corpus.messages) {
                ObjectNode arguments = JmapLink.object();
                ObjectNode email = arguments.putObject("emails").putObject("k");
                email.put("blobId", link.upload(Corpus.withCrlf(message.bytes())));
                email.putObject("mailboxIds").put(inbox, true);
                JsonNode answer = link.call("Email/import", arguments);
                assertTrue(answer.path("created").has("k"), () -> message.name() + ": " + answer);
            }
        }
        return "by JMAP";
    }

    /** Takes the message that these bytes end with out of the map; answers 1 when a prefix stood before it. */
    private static int take(Map<Integer, List<Corpus.Message>> byLength, byte[] stored) {
        for (int prefix = 0; prefix <= Math.min(PREFIX, stored.length); prefix++) {
            List<Corpus.Message> candidates = byLength.getOrDefault(stored.length - prefix, List.of());
            for (Corpus.Message candidate : candidates) {
                byte[] want = candidate.bytes();
                if (!Arrays.equals(want, 0, want.length, stored, prefix, stored.length)) continue;
                candidates.remove(candidate);
                return prefix > 0 ? 1 : 0;
            }
        }
        return 0;
    }

    @Test
    @Order(2)
    void everyImportedMessageIsListedAndOpens() throws IOException, InterruptedException {
        everyMessageOpens(server.people().get(0));
    }

    @Test
    @Order(3)
    void bySmtpEachIsAcceptedOrRefusedForBareLineEndsOrSize() throws IOException {
        Server.Account person = server.people().get(1);
        Map<String, Integer> answers = new TreeMap<>();
        List<String> strange = new ArrayList<>();
        for (int form = 0; form < 2; form++)
            for (int n = 0; n < corpus.messages.size(); n++) {
                if (form == 0 && n % 10 != 0) continue;
                Corpus.Message message = corpus.messages.get(n);
                byte[] bytes = form == 0 ? message.bytes() : Corpus.withCrlf(message.bytes());
                String said = deliver(person, bytes);
                answers.merge(
                        said.startsWith("250") ? "250" : said.replaceAll("(?s).*(KB\\d{4}).*", "$1"), 1, Integer::sum);
                if (!said.startsWith("250") && !said.matches("(?s)5.*\\(KB(2001|2002)\\).*"))
                    strange.add(message.name() + ": " + said.strip());
            }
        System.out.println("MEASURED corpus by SMTP: " + answers);
        assertEquals(List.of(), strange);
    }

    @Test
    @Order(4)
    void everyDeliveredMessageIsListedAndOpens() throws IOException, InterruptedException {
        everyMessageOpens(server.people().get(1));
    }

    private @Nullable Talk session;

    private String deliver(Server.Account person, byte[] bytes) throws IOException {
        Talk talk = session == null ? Talk.smtp(server.port("smtp")) : session;
        session = talk;
        assertTrue(talk.ask("MAIL FROM:<peer@remote.test>\r\n").startsWith("250"));
        assertTrue(talk.ask("RCPT TO:<" + person.address() + ">\r\n").startsWith("250"));
        assertTrue(talk.ask("DATA\r\n").startsWith("354"));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith(".")) text = "." + text;
        text = text.replace("\r\n.", "\r\n..");
        if (!text.endsWith("\r\n")) text += "\r\n";
        String said = talk.ask(text + ".\r\n");
        // A session whose message was refused may be ended by the server: the next one starts afresh.
        if (!said.startsWith("250")) {
            talk.close();
            session = null;
        }
        return said;
    }

    private void everyMessageOpens(Server.Account person) throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        try (JmapLink link = new JmapLink(server.web(), person.address(), person.password());
                HttpClient http = HttpClient.newHttpClient()) {
            String cookie = signIn(http, person);
            List<JsonNode> emails = all(
                    link,
                    List.of(
                            "id",
                            "subject",
                            "from",
                            "to",
                            "preview",
                            "receivedAt",
                            "sentAt",
                            "bodyStructure",
                            "textBody",
                            "htmlBody",
                            "attachments",
                            "bodyValues",
                            "headers",
                            "hasAttachment",
                            "threadId"));
            for (JsonNode email : emails) {
                String id = email.path("id").asString();
                if (email.path("receivedAt").asString("").isEmpty()) wrong.add(id + " has no date");
                URI frame = URI.create(server.web() + "/mail/frame/" + link.accountId() + "/" + id + "?images=none");
                HttpResponse<String> page = http.send(
                        HttpRequest.newBuilder(frame).header("Cookie", cookie).build(),
                        HttpResponse.BodyHandlers.ofString());
                if (page.statusCode() != 200 || !page.body().contains("<body"))
                    wrong.add(id + " opens with " + page.statusCode() + ": "
                            + email.path("subject").asString(""));
            }
            System.out.println("MEASURED corpus opened: " + emails.size() + " messages, " + wrong.size() + " wrong");
        }
        assertEquals(List.of(), wrong);
    }

    private String signIn(HttpClient http, Server.Account person) throws IOException, InterruptedException {
        String form = "username=" + URLEncoder.encode(person.address(), StandardCharsets.UTF_8) + "&password="
                + URLEncoder.encode(person.password(), StandardCharsets.UTF_8);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(server.web() + "/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private static List<JsonNode> all(JmapLink link, List<String> properties) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (int position = 0; ; ) {
            ObjectNode query = JmapLink.object();
            query.put("position", position).put("limit", 100);
            List<String> ids = new ArrayList<>();
            link.call("Email/query", query).path("ids").forEach(id -> ids.add(id.asString()));
            if (ids.isEmpty()) return all;
            position += ids.size();
            ObjectNode get = JmapLink.object();
            get.set("ids", JmapLink.array(ids));
            get.set("properties", JmapLink.array(properties));
            get.put("fetchAllBodyValues", true);
            JsonNode answer = link.call("Email/get", get);
            if (answer.path("notFound").size() > 0) throw new IOException("not found: " + answer.path("notFound"));
            answer.path("list").forEach(all::add);
        }
    }
}
