// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import posthouse.bench.JmapLink;
import posthouse.scenarios.Talk;
import posthouse.testkit.server.Server;
import tools.jackson.databind.node.ObjectNode;

/** What attackers and broken programs say to the SMTP port. */
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmtpTest {

    private static final List<String> FALSE_ENDS = List.of(
            "\n.\n",
            "\n.\r\n",
            "\r\n.\n",
            "\r.\r",
            "\r\n.\r",
            "\n.\r",
            "\r.\n",
            "\r\n\0.\r\n",
            "\r\n.\r\r\n",
            "\r.\r\n");

    @TempDir
    static Path folder;

    private Server server;
    private Server.Account person;

    @BeforeAll
    void start() throws IOException {
        server = Server.demo(folder.resolve("data")).with("--empty").start();
        person = server.people().getFirst();
        assertTrue(server.isAlive());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Talk talk() throws IOException {
        return Talk.smtp(server.port("smtp"));
    }

    private long messages() throws IOException {
        try (JmapLink link = new JmapLink(server.web(), person.address(), person.password())) {
            ObjectNode query = JmapLink.object();
            query.put("calculateTotal", true).put("limit", 1);
            return link.call("Email/query", query).path("total").asLong();
        }
    }

    private String envelope(Talk talk) throws IOException {
        talk.ask("MAIL FROM:<peer@remote.test>\r\n");
        talk.ask("RCPT TO:<" + person.address() + ">\r\n");
        return talk.ask("DATA\r\n");
    }

    @Test
    void noFalseEndOfMessageLetsASecondOneIn() throws IOException {
        for (String end : FALSE_ENDS)
            for (boolean split : new boolean[] {false, true}) {
                long before = messages();
                try (Talk talk = talk()) {
                    assertTrue(envelope(talk).startsWith("354"));
                    String name = end.replace("\r", "CR").replace("\n", "LF").replace("\0", "NUL");
                    talk.say("Subject: outer " + name + "\r\n\r\nouter");
                    if (split)
                        for (char c : end.toCharArray()) {
                            talk.say(String.valueOf(c));
                            Thread.onSpinWait();
                        }
                    else talk.say(end);
                    talk.say("MAIL FROM:<" + person.address() + ">\r\nRCPT TO:<" + person.address()
                            + ">\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n.\r\n");
                    String said = talk.reply();
                    boolean refused = said.startsWith("5") && said.contains("KB2001");
                    assertTrue(refused || said.startsWith("250"), name + " was answered " + said);
                    long after = messages();
                    assertTrue(
                            after <= before + (refused ? 0 : 1), name + ": " + (after - before) + " messages went in");
                }
            }
    }

    @Test
    void nothingInAChunkLetsASecondMessageIn() throws IOException {
        for (String end : FALSE_ENDS) {
            long before = messages();
            try (Talk talk = talk()) {
                String name = end.replace("\r", "CR").replace("\n", "LF").replace("\0", "NUL");
                talk.ask("MAIL FROM:<peer@remote.test>\r\n");
                talk.ask("RCPT TO:<" + person.address() + ">\r\n");
                String text = "Subject: outer " + name + "\r\n\r\nouter" + end + "MAIL FROM:<" + person.address()
                        + ">\r\nRCPT TO:<" + person.address() + ">\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n.\r\n";
                String said = talk.ask("BDAT " + text.length() + " LAST\r\n" + text);
                boolean refused = said.startsWith("5") && said.contains("KB2001");
                assertTrue(refused || said.startsWith("250"), name + " was answered " + said);
                assertTrue(messages() <= before + (refused ? 0 : 1), name);
                assertTrue(talk.ask("NOOP\r\n").startsWith("250"), name);
            }
        }
    }

    @Test
    void aMessageWithBareLineFeedsIsRefusedWithItsProblemAndTheSessionGoesOn() throws IOException {
        try (Talk talk = talk()) {
            envelope(talk);
            String said = talk.ask("Subject: x\r\n\r\none\ntwo\r\n.\r\n");
            assertTrue(said.startsWith("5") && said.contains("KB2001"), said);
            envelope(talk);
            assertTrue(talk.ask("Subject: x\r\n\r\none\r\n.\r\n").startsWith("250"));
        }
    }

    @Test
    void whatWasSentBesideStarttlsIsNeverExecuted() throws IOException {
        for (String injected : List.of("RSET\r\n", "MAIL FROM:<evil@remote.test>\r\n", "NOOP\r\nNOOP\r\n"))
            try (Talk talk = talk()) {
                String said = talk.say("STARTTLS\r\n" + injected).everything(1500);
                long replies = said.lines().filter(l -> l.matches("\\d{3} .*")).count();
                assertTrue(replies <= 1, "more than one reply: " + said);
                assertFalse(said.contains("250 "), said);
            }
    }

    @Test
    void noFormOfAddressMakesTheServerARelay() throws IOException {
        String us = person.address().substring(person.address().indexOf('@') + 1);
        List<String> forms = List.of(
                "u@elsewhere.test",
                "u%elsewhere.test@" + us,
                "@" + us + ":u@elsewhere.test",
                "\"u@elsewhere.test\"@" + us,
                "u@elsewhere.test@" + us,
                "elsewhere.test!u",
                "elsewhere.test!u@" + us,
                "u@[127.0.0.1]",
                "u@[IPv6:::1]",
                "u@127.0.0.1",
                "u@localhost",
                "\"u%elsewhere.test\"@" + us,
                "u@elsewhere.test." + us,
                "@" + us + ",@" + us + ":u@elsewhere.test",
                "u@" + us + ".elsewhere.test",
                "u@elsewhere.test\0@" + us,
                "u@ELSEWHERE.test",
                "\"\"@elsewhere.test",
                "u@xn--elsewhere-.test",
                " u@elsewhere.test");
        assertEquals(20, forms.size());
        for (String form : forms)
            try (Talk talk = talk()) {
                talk.ask("MAIL FROM:<peer@remote.test>\r\n");
                String said = talk.ask("RCPT TO:<" + form + ">\r\n");
                assertTrue(said.startsWith("5"), form + " was answered " + said);
            }
    }

    @Test
    void anEndlessCommandLineIsRefusedWithoutBeingKept() throws IOException {
        try (Talk talk = talk()) {
            byte[] chunk = "X".repeat(64 * 1024).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            String said = "";
            try {
                for (int n = 0; n < 256; n++) talk.say(chunk);
                talk.say("\r\n");
            } catch (IOException e) {
                said = "closed";
            }
            said += talk.everything(3000);
            assertTrue(said.contains("500") || said.contains("421") || said.contains("closed"), said);
        }
        assertTrue(server.isAlive());
    }

    @Test
    void commandsOutOfOrderAndNonsenseAreAnsweredPrecisely() throws IOException {
        try (Talk talk = talk()) {
            assertTrue(talk.ask("DATA\r\n").startsWith("503"));
            assertTrue(talk.ask("RCPT TO:<" + person.address() + ">\r\n").startsWith("503"));
            String unheard = talk.ask("FROBNICATE now\r\n");
            assertTrue(unheard.startsWith("500") && unheard.contains("KB2004"), unheard);
            assertTrue(talk.ask("MAIL FROM:<a@b.test\r\n").startsWith("501"));
            assertTrue(talk.ask("MAIL FROM:<a@b.test> SIZE=999999999999999999999\r\n")
                    .startsWith("5"));
            assertTrue(talk.ask("MAIL FROM:<a\r@b.test>\r\n").startsWith("5"));
            assertTrue(talk.ask("NOOP\r\n").startsWith("250"));
        }
    }

    @Test
    void anUnheardOfAddressIsRefusedAtOnceAndNeverBounced() throws IOException {
        String us = person.address().substring(person.address().indexOf('@') + 1);
        try (Talk talk = talk()) {
            talk.ask("MAIL FROM:<victim@remote.test>\r\n");
            String said = talk.ask("RCPT TO:<nobody-of-this-name@" + us + ">\r\n");
            assertTrue(said.startsWith("550 5.1.1") && said.contains("KB1401"), said);
        }
    }

    @Test
    void moreRecipientsThanTheLimitAreLeftForTheNextTransaction() throws IOException {
        try (Talk talk = talk()) {
            talk.ask("MAIL FROM:<peer@remote.test>\r\n");
            String last = "";
            int accepted = 0;
            for (int n = 0; n < 5000; n++) {
                last = talk.ask("RCPT TO:<" + person.address() + ">\r\n");
                if (!last.startsWith("250")) break;
                accepted++;
            }
            assertTrue(accepted >= 100, "RFC 5321 wants at least 100 recipients, got " + accepted);
            assertTrue(last.startsWith("452 4.5.3") || last.startsWith("250"), last);
        }
    }

    @Test
    void serializedJavaObjectsAreJustNonsenseOnEveryPort() throws IOException {
        byte[] magic = {(byte) 0xac, (byte) 0xed, 0, 5, 0x73, 0x72, 0, 0x11, '\r', '\n'};
        for (String service : List.of("smtp", "lmtp"))
            try (Talk talk = new Talk(server.port(service))) {
                String said = talk.say(magic).everything(1500);
                assertFalse(said.toLowerCase(Locale.ROOT).contains("exception"), said);
            }
        assertTrue(server.isAlive());
    }
}
