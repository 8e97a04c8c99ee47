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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** The envelope of an acknowledged message as the journal keeps it. */
record JournalEntry(Trace trace, List<To> recipients) {
    private static final int FORMAT = 2;
    /** Entries of before groups received mail. */
    private static final int WITHOUT_GROUPS = 1;

    /**
     * One recipient: the account that it was resolved to, and the address as the sender wrote it.
     *
     * @param group whether the address stands for a group
     */
    record To(AccountId account, String address, boolean group) {
        To(AccountId account, String address) {
            this(account, address, false);
        }
    }

    byte[] encode() {
        // Each address once: a group's stands for thousands.
        Map<String, List<To>> byAddress = new LinkedHashMap<>();
        for (To to : recipients)
            byAddress
                    .computeIfAbsent((to.group ? "g" : "p") + to.address, k -> new ArrayList<>())
                    .add(to);
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(trace.sender());
            out.writeUTF(trace.received());
            out.writeLong(trace.at().toEpochMilli());
            out.writeShort(byAddress.size());
            for (List<To> same : byAddress.values()) {
                out.writeUTF(same.getFirst().address);
                out.writeBoolean(same.getFirst().group);
                out.writeShort(same.size());
                for (To to : same) out.writeLong(to.account.value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static JournalEntry decode(byte[] envelope) {
        try (var in = new DataInputStream(new ByteArrayInputStream(envelope))) {
            int format = in.readByte();
            if (format != FORMAT && format != WITHOUT_GROUPS) throw new IOException("format");
            Trace trace = new Trace(in.readUTF(), in.readUTF(), Instant.ofEpochMilli(in.readLong()));
            int count = in.readUnsignedShort();
            List<To> recipients = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                if (format == WITHOUT_GROUPS) {
                    recipients.add(new To(new AccountId(in.readLong()), in.readUTF()));
                    continue;
                }
                String address = in.readUTF();
                boolean group = in.readBoolean();
                for (int left = in.readUnsignedShort(); left > 0; left--)
                    recipients.add(new To(new AccountId(in.readLong()), address, group));
            }
            return new JournalEntry(trace, recipients);
        } catch (IOException e) {
            throw new Refused(new Failure.Broken(KB.SYSTEM_ACCOUNT_MISSING, "journal entry", "envelope"), e);
        }
    }
}
