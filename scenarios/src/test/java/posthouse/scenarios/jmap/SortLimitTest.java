// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.jmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.base.MailboxId;
import posthouse.formats.MessageIndexer;
import posthouse.store.NewEmail;
import tools.jackson.databind.JsonNode;

/** Where sorting in memory ends, and how long it takes there. */
@Tag("night")
class SortLimitTest {
    @TempDir
    Path folder;

    private static void fill(JmapHouse house, MailboxId inbox, int from, int to) throws IOException {
        var account = house.store.account(
                house.person("ada").principal(), house.person("ada").account());
        for (int start = from; start < to; start += 250) {
            int first = start;
            int end = Math.min(to, start + 250);
            var emails = new NewEmail[end - first];
            for (int i = first; i < end; i++) {
                byte[] message = ("From: \"Person " + i % 977 + "\" <p@demo.test>\r\nSubject: Re: subject "
                                + (i * 7919L) % 50_021 + "\r\n\r\nwords\r\n")
                        .getBytes(StandardCharsets.UTF_8);
                try (var stage = house.store.stage(house.person("ada").principal())) {
                    stage.write(message, 0, message.length);
                    emails[i - first] = NewEmail.of(
                            new byte[0],
                            stage.finish(),
                            MessageIndexer.index(message),
                            Set.of(inbox),
                            Set.of(),
                            Instant.ofEpochSecond(1_600_000_000L + i));
                }
            }
            account.write(tx -> {
                for (NewEmail email : emails) tx.append(email);
                return true;
            });
        }
    }

    @Test
    void fiftyThousandAreSortedAndOneMoreIsRefusedWithTheReason() throws IOException {
        try (var house = new JmapHouse(folder)) {
            String inbox = house.mailbox("ada", "inbox");
            fill(house, MailboxId.parse(inbox).orElseThrow(), 0, 50_000);
            String query = "{'filter':{'inMailbox':'" + inbox + "'},'limit':3,'sort':[{'property':'PROPERTY'}]}";
            for (String property : new String[] {"subject", "subject", "from", "size", "receivedAt", "subject"}) {
                long start = house.clock.nanos();
                JsonNode answer = house.call("ada", "Email/query", query.replace("PROPERTY", property));
                System.out.println("MEASURED " + property + " " + (house.clock.nanos() - start) / 1_000_000 + " ms");
                assertEquals(3, answer.get("ids").size());
            }
            fill(house, MailboxId.parse(inbox).orElseThrow(), 50_000, 50_001);
            JsonNode error = house.calls("ada", "Email/query", query.replace("PROPERTY", "subject"))
                    .get(0)
                    .get(1);
            assertEquals("unsupportedSort", error.get("type").asString());
            assertTrue(
                    error.get("description").asString().contains("subject in a result of more than 50,000 emails"),
                    error.toString());
            assertEquals(
                    3,
                    house.call("ada", "Email/query", query.replace("PROPERTY", "size"))
                            .get("ids")
                            .size());
        }
    }
}
