// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** The envelope of an acknowledged message as the journal keeps it. */
record JournalEntry(Trace trace, List<To> recipients) {
    private static final int FORMAT = 1;

    /** One recipient: the account that it was resolved to, and the address as the sender wrote it. */
    record To(AccountId account, String address) {}

    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(trace.sender());
            out.writeUTF(trace.received());
            out.writeLong(trace.at().toEpochMilli());
            out.writeShort(recipients.size());
            for (To to : recipients) {
                out.writeLong(to.account.value());
                out.writeUTF(to.address);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static JournalEntry decode(byte[] envelope) {
        try (var in = new DataInputStream(new ByteArrayInputStream(envelope))) {
            if (in.readByte() != FORMAT) throw new IOException("format");
            Trace trace = new Trace(in.readUTF(), in.readUTF(), Instant.ofEpochMilli(in.readLong()));
            int count = in.readUnsignedShort();
            List<To> recipients = new ArrayList<>(count);
            for (int i = 0; i < count; i++) recipients.add(new To(new AccountId(in.readLong()), in.readUTF()));
            return new JournalEntry(trace, recipients);
        } catch (IOException e) {
            throw new Refused(new Failure.Broken(KB.SYSTEM_ACCOUNT_MISSING, "journal entry", "envelope"), e);
        }
    }
}
