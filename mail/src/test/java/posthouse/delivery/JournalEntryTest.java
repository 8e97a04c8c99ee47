// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import posthouse.base.AccountId;
import posthouse.delivery.JournalEntry.To;

class JournalEntryTest {
    private static final Trace TRACE =
            new Trace("a@remote.test", "Received: from x", Instant.parse("2026-11-26T01:00:00Z"));

    @Test
    void recipientsAndGroupsComeBack() {
        var recipients = List.of(
                new To(new AccountId(1), "ada@demo.test"),
                new To(new AccountId(2), "crew@demo.test", true),
                new To(new AccountId(-3), "crew@demo.test", true),
                new To(new AccountId(4), "crew@demo.test"));
        JournalEntry entry = JournalEntry.decode(new JournalEntry(TRACE, recipients).encode());
        assertEquals(TRACE, entry.trace());
        assertEquals(Set.copyOf(recipients), Set.copyOf(entry.recipients()));
        assertEquals(4, entry.recipients().size());
    }

    @Test
    void anEntryOfBeforeThereWereGroupsIsRead() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(1);
            out.writeUTF(TRACE.sender());
            out.writeUTF(TRACE.received());
            out.writeLong(TRACE.at().toEpochMilli());
            out.writeShort(2);
            for (long id : new long[] {1, 2}) {
                out.writeLong(id);
                out.writeUTF("p" + id + "@demo.test");
            }
        }
        assertEquals(
                List.of(new To(new AccountId(1), "p1@demo.test"), new To(new AccountId(2), "p2@demo.test")),
                JournalEntry.decode(bytes.toByteArray()).recipients());
    }

    @Test
    void theLargestEntryFitsIntoARow() {
        DeliverySettings settings = DeliverySettings.standard("mx.demo.test");
        var recipients = new ArrayList<To>();
        for (int i = 1; i < settings.maxRecipients(); i++)
            recipients.add(new To(new AccountId(i), i + "x".repeat(300) + "@demo.test"));
        for (int i = 0; i < settings.maxCopies(); i++) recipients.add(new To(new AccountId(i), "crew@demo.test", true));
        int octets = new JournalEntry(TRACE, recipients).encode().length;
        assertTrue(octets < 60 << 10, octets + " octets");
    }
}
