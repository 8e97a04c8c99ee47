// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.9
package posthouse.jmap.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.Refused;
import posthouse.formats.HeaderBlock;
import posthouse.formats.MessageIndex;
import posthouse.formats.MessageIndexer;
import posthouse.formats.Part;
import posthouse.formats.TransferDecoding;
import posthouse.jmap.core.RequestContext;
import posthouse.store.BlobRef;
import posthouse.store.Email;
import posthouse.store.Source;
import posthouse.store.StoredBlob;

/**
 * A blob read as a message.
 *
 * @param prefix octets before the indexed ones
 */
public record ParsedEmail(MessageIndex index, Source source, int prefix, EmailJson.PartBlob parts) {
    private static final int LONGEST_HEADER = 64 * 1024;

    /** One of these has every message; other texts with colons in them seldom do. */
    private static final Set<String> MARKS = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "date",
            "subject",
            "message-id",
            "in-reply-to",
            "references",
            "received",
            "return-path",
            "mime-version",
            "content-type");

    /** A blob that is there, not read yet. */
    public record Found(BlobRef ref, StoredBlob blob, Optional<Email> email) {
        /** Octets that have to be read. */
        public long size() {
            return email.isPresent() ? 0 : blob.source().size();
        }
    }

    /** Looks for a blob; empty when the account has none of this id. */
    public static Optional<Found> find(RequestContext context, AccountId account, String id) {
        return BlobRef.parse(id)
                .flatMap(ref -> context.read(
                        account,
                        view -> view.blob(ref)
                                .map(blob -> new Found(
                                        ref,
                                        blob,
                                        ref instanceof BlobRef.Message message
                                                ? view.email(message.email())
                                                : Optional.empty()))));
    }

    /** Reads it; empty when it is no message, or its bytes are damaged. */
    public static Optional<ParsedEmail> read(RequestContext context, Found found) {
        StoredBlob blob = found.blob;
        if (found.email.isPresent()) {
            Email email = found.email.get();
            return Optional.of(new ParsedEmail(
                    email.index(),
                    blob.source(),
                    email.prefix().length,
                    part -> email.blobRef()
                            .part(part.bodyStart(), part.bodyEnd(), part.encoding())
                            .text()));
        }
        try {
            boolean plain = blob.encoding().equals(BlobRef.Encoding.IDENTITY.mime());
            Source source = plain ? blob.source() : decoded(context, blob);
            if (!isMessage(source)) return Optional.empty();
            try (InputStream in = source.open()) {
                MessageIndex index = MessageIndexer.index(in);
                return Optional.of(new ParsedEmail(index, source, 0, part -> plain ? name(found.ref, part) : null));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Refused refused) {
            if (refused.failure() instanceof Failure.Broken) return Optional.empty();
            throw refused;
        }
    }

    private static String name(BlobRef ref, Part part) {
        long from = part.bodyStart();
        long to = part.bodyEnd();
        return switch (ref) {
            case BlobRef.Message message ->
                message.part(from, to, part.encoding()).text();
            case BlobRef.Part outer ->
                new BlobRef.Message(outer.email())
                        .part(outer.start() + from, outer.start() + to, part.encoding())
                        .text();
            case BlobRef.Upload upload -> upload.part(from, to, part.encoding()).text();
            case BlobRef.UploadPart outer ->
                new BlobRef.Upload(outer.blob())
                        .part(outer.start() + from, outer.start() + to, part.encoding())
                        .text();
        };
    }

    /** An encoded message cannot be read from any place, so it is written down once, decoded; the store forgets it. */
    private static Source decoded(RequestContext context, StoredBlob blob) throws IOException {
        try (var stage = context.rooms().store().stage(context.principal());
                InputStream in = TransferDecoding.decode(blob.source().open(), blob.encoding())) {
            in.transferTo(stage);
            return stage.finish().source();
        }
    }

    /** Whether it starts with a field of a header, and has one of those that messages have. */
    private static boolean isMessage(Source source) throws IOException {
        byte[] head;
        try (InputStream in = new BufferedInputStream(source.open(0, LONGEST_HEADER))) {
            head = in.readAllBytes();
        }
        int from = 0;
        // A mailbox file's separator.
        if (new String(head, 0, Math.min(5, head.length), StandardCharsets.US_ASCII).equals("From "))
            while (from < head.length && head[from++] != '\n') {}
        return startsWithField(head, from)
                && HeaderBlock.parse(head, from, head.length).fields().stream()
                        .anyMatch(field -> MARKS.contains(field.name().toLowerCase(Locale.ROOT)));
    }

    private static boolean startsWithField(byte[] head, int from) {
        int i = from;
        while (i < head.length && head[i] > ' ' && head[i] < 127 && head[i] != ':') i++;
        if (i == from) return false;
        while (i < head.length && (head[i] == ' ' || head[i] == '\t')) i++;
        return i < head.length && head[i] == ':';
    }
}
