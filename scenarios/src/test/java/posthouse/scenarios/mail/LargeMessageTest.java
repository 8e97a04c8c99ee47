// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.bench.JmapLink;
import posthouse.scenarios.Talk;
import posthouse.testkit.server.Server;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message larger than the server's whole heap goes in by SMTP and comes out by JMAP, byte by byte. */
@Tag("server")
class LargeMessageTest {

    private static final int BYTES = 150_000_000;

    @TempDir
    Path folder;

    @Test
    void aMessageOf150MegabytesPassesThroughAHeapOf96() throws Exception {
        inAndOut(false);
    }

    @Test
    @Tag("night")
    void soDoesOneThatComesInChunks() throws Exception {
        inAndOut(true);
    }

    private void inAndOut(boolean chunks) throws Exception {
        try (Server server = Server.demo(folder.resolve("data"))
                .with("--empty")
                .jvm("-Xmx96m")
                .start()) {
            Server.Account person = server.people().getFirst();
            String sent = send(server, person.address(), chunks);
            try (JmapLink link = new JmapLink(server.web(), person.address(), person.password())) {
                JsonNode email = await(link);
                assertTrue(email.path("size").asLong() >= BYTES, email::toString);
                assertEquals(sent, lastBytes(server, link, person, email));
            }
            assertTrue(server.isAlive());
            System.out.println("MEASURED large message: " + BYTES + " bytes in and out at -Xmx96m");
        }
    }

    /** Sends it and answers the digest of its content. */
    private static String send(Server server, String to, boolean chunks) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Talk talk = Talk.smtp(server.port("smtp"))) {
            talk.ask("MAIL FROM:<peer@remote.test> SIZE=" + (BYTES + 1000) + "\r\n");
            talk.ask("RCPT TO:<" + to + ">\r\n");
            if (!chunks) assertTrue(talk.ask("DATA\r\n").startsWith("354"));
            OutputStream out = new BufferedOutputStream(chunks ? new ChunkedOutput(talk) : talk.out(), 1 << 16);
            byte[] head = ("Subject: large\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
                            + "Content-Transfer-Encoding: base64\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            out.write(head);
            digest.update(head);
            Random random = new Random(7);
            byte[] raw = new byte[57];
            for (long n = head.length; n < BYTES; n += 78) {
                random.nextBytes(raw);
                byte[] line = (Base64.getEncoder().encodeToString(raw) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                out.write(line);
                digest.update(line);
            }
            if (!chunks) out.write(".\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            if (chunks) talk.say("BDAT 0 LAST\r\n");
            String said = talk.reply();
            assertTrue(said.startsWith("250"), said);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Says each write as a chunk (RFC 3030) and hears its answer. */
    private static final class ChunkedOutput extends OutputStream {
        private final Talk talk;

        ChunkedOutput(Talk talk) {
            this.talk = talk;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            talk.say("BDAT " + length + "\r\n");
            talk.out().write(octets, offset, length);
            String said = talk.reply();
            assertTrue(said.startsWith("250"), said);
        }
    }

    private static JsonNode await(JmapLink link) throws IOException {
        ObjectNode query = JmapLink.object();
        query.putObject("filter").put("minSize", 100_000_000);
        ObjectNode get = JmapLink.object();
        get.set("ids", link.call("Email/query", query).path("ids"));
        get.putArray("properties").add("id").add("size").add("blobId").add("attachments");
        return link.call("Email/get", get).path("list").path(0);
    }

    /** The digest of what comes back, without the lines that the server put before the message. */
    private static String lastBytes(Server server, JmapLink link, Server.Account person, JsonNode email)
            throws Exception {
        String url = link.session()
                .path("downloadUrl")
                .asString()
                .replace("{accountId}", link.accountId())
                .replace("{blobId}", URLEncoder.encode(email.path("blobId").asString(), StandardCharsets.UTF_8))
                .replace("{name}", "m.eml")
                .replace("{type}", "application%2Foctet-stream");
        String login = Base64.getEncoder()
                .encodeToString((person.address() + ":" + person.password()).getBytes(StandardCharsets.UTF_8));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> response = http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Authorization", "Basic " + login)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(200, response.statusCode());
            long size = email.path("size").asLong();
            long skip = prefix(size);
            byte[] buffer = new byte[1 << 16];
            long read = 0;
            try (InputStream in = response.body()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    long from = Math.max(0, skip - read);
                    if (from < n) digest.update(buffer, (int) from, (int) (n - from));
                    read += n;
                }
            }
            assertEquals(size, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** How many bytes of a stored message of this size are prefix: the rest is what was sent, whose length is known. */
    private static long prefix(long size) {
        int head = ("Subject: large\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n")
                .length();
        long lines = (BYTES - head + 77L) / 78L;
        return size - (head + lines * 78L);
    }
}
