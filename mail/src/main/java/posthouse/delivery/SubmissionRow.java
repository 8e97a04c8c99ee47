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
import posthouse.base.BlobId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.IdentityId;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.base.SubmissionId;
import posthouse.base.ThreadId;
import posthouse.delivery.Submission.Delivered;
import posthouse.delivery.Submission.Undo;

/**
 * A submission as its account keeps it.
 *
 * @param going on its way: cannot be taken back, and is carried on after a stop
 * @param content what is sent, an upload of the account
 */
record SubmissionRow(Submission submission, boolean going, BlobId content) {
    private static final int FORMAT = 1;

    boolean open() {
        return submission.undo() == Undo.PENDING || going;
    }

    SubmissionRow with(Undo undo, boolean nowGoing, Map<String, Delivered> deliveries) {
        Submission s = submission;
        return new SubmissionRow(
                new Submission(
                        s.id(),
                        s.identity(),
                        s.email(),
                        s.thread(),
                        s.from(),
                        s.to(),
                        s.sendAt(),
                        undo,
                        Map.copyOf(deliveries)),
                nowGoing,
                content);
    }

    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeByte(submission.undo().ordinal());
            out.writeBoolean(going);
            out.writeLong(content.value());
            out.writeLong(submission.identity().value());
            out.writeLong(submission.email().value());
            out.writeLong(submission.thread().value());
            out.writeLong(submission.sendAt().toEpochMilli());
            out.writeUTF(submission.from());
            out.writeShort(submission.to().size());
            for (String to : submission.to()) out.writeUTF(to);
            out.writeShort(submission.deliveries().size());
            for (Map.Entry<String, Delivered> e : submission.deliveries().entrySet()) {
                out.writeUTF(e.getKey());
                out.writeUTF(e.getValue().reply());
                out.writeBoolean(e.getValue().done());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static SubmissionRow decode(long id, byte[] row) {
        try (var in = new DataInputStream(new ByteArrayInputStream(row))) {
            if (in.readByte() != FORMAT) throw new IOException("format");
            Undo undo = Undo.values()[in.readUnsignedByte()];
            boolean going = in.readBoolean();
            BlobId content = new BlobId(in.readLong());
            var identity = new IdentityId(in.readLong());
            var email = new EmailId(in.readLong());
            var thread = new ThreadId(in.readLong());
            Instant sendAt = Instant.ofEpochMilli(in.readLong());
            String from = in.readUTF();
            int recipients = in.readUnsignedShort();
            List<String> to = new ArrayList<>(recipients);
            for (int i = 0; i < recipients; i++) to.add(in.readUTF());
            int known = in.readUnsignedShort();
            Map<String, Delivered> deliveries = new LinkedHashMap<>();
            for (int i = 0; i < known; i++) deliveries.put(in.readUTF(), new Delivered(in.readUTF(), in.readBoolean()));
            return new SubmissionRow(
                    new Submission(new SubmissionId(id), identity, email, thread, from, to, sendAt, undo, deliveries),
                    going,
                    content);
        } catch (IOException e) {
            throw new Refused(new Failure.Broken(KB.SYSTEM_ACCOUNT_MISSING, "submission", "row"), e);
        }
    }
}
