// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1
package posthouse.jmap.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Refused;
import posthouse.formats.BodyLists;
import posthouse.formats.BodyValue;
import posthouse.formats.BodyValues;
import posthouse.formats.Envelope;
import posthouse.formats.HeaderBlock;
import posthouse.formats.HeaderField;
import posthouse.formats.MailAddress;
import posthouse.formats.MessageIndex;
import posthouse.formats.Part;
import posthouse.jmap.syntax.Json;
import posthouse.store.Email;
import posthouse.store.Source;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Emails as JMAP shows them. One instance answers one call and keeps its text bounded. */
public final class EmailJson {
    /** Characters of body text in one answer; what is beyond is cut and marked. */
    private static final long MOST_TEXT = 12_000_000;

    private static final int MOST_HEADER = 1 << 20;

    private final EmailRequest request;
    private long text;

    public EmailJson(EmailRequest request) {
        this.request = request;
    }

    /** A message's bytes with the length of the prefix before the indexed blob, and how its parts are named as blobs. */
    public record Bytes(Source source, int prefix) {}

    /** Names a part of a message as a blob; null when it cannot be fetched by itself. */
    @FunctionalInterface
    public interface PartBlob {
        @Nullable
        String of(Part part);
    }

    /** An email of an account. The bytes are asked for only when the request needs them. */
    public ObjectNode of(Email email, Supplier<Optional<Source>> source) {
        ObjectNode json = Json.object();
        json.put("id", email.id().toString());
        if (request.wants("blobId")) json.put("blobId", email.blobRef().text());
        if (request.wants("threadId")) json.put("threadId", email.thread().toString());
        if (request.wants("mailboxIds")) {
            ObjectNode ids = json.putObject("mailboxIds");
            for (MailboxId id : email.mailboxes()) ids.put(id.toString(), true);
        }
        if (request.wants("keywords")) {
            ObjectNode keywords = json.putObject("keywords");
            email.keywords().forEach(keyword -> keywords.put(keyword, true));
        }
        if (request.wants("size")) json.put("size", email.size());
        if (request.wants("receivedAt"))
            json.put("receivedAt", email.receivedAt().toString());
        boolean bytes = request.readsHeaders() || request.readsPartHeaders() || request.readsValues();
        Bytes read = bytes
                ? source.get().map(s -> new Bytes(s, email.prefix().length)).orElse(null)
                : null;
        content(
                json,
                email.index(),
                read,
                part -> email.blobRef()
                        .part(part.bodyStart(), part.bodyEnd(), part.encoding())
                        .text());
        return json;
    }

    /** Everything that follows from a message's bytes. */
    public void content(ObjectNode json, MessageIndex index, @Nullable Bytes bytes, PartBlob blobs) {
        envelope(json, index);
        if (request.wants("hasAttachment")) json.put("hasAttachment", index.hasAttachment());
        if (request.wants("preview")) json.put("preview", index.preview());
        if (request.readsHeaders() && bytes != null) {
            List<HeaderField> fields =
                    fields(bytes, 0, bytes.prefix + index.structure().bodyStart());
            if (request.wants("headers")) json.set("headers", headers(fields));
            for (HeaderProperty property : request.headers()) json.set(property.property(), property.value(fields));
        }
        bodies(json, index.structure(), bytes, blobs);
    }

    private void envelope(ObjectNode json, MessageIndex index) {
        Envelope envelope = index.envelope();
        strings(json, "messageId", index.messageId());
        strings(json, "inReplyTo", index.inReplyTo());
        strings(json, "references", index.references());
        people(json, "sender", envelope.sender());
        people(json, "from", envelope.from());
        people(json, "to", envelope.to());
        people(json, "cc", envelope.cc());
        people(json, "bcc", envelope.bcc());
        people(json, "replyTo", envelope.replyTo());
        if (request.wants("subject")) json.put("subject", envelope.subject().orElse(null));
        if (request.wants("sentAt"))
            json.put("sentAt", index.sentAt().map(HeaderProperty::date).orElse(null));
    }

    private void strings(ObjectNode json, String property, List<String> values) {
        if (!request.wants(property)) return;
        if (values.isEmpty()) json.putNull(property);
        else json.set(property, HeaderProperty.strings(values));
    }

    private void people(ObjectNode json, String property, List<MailAddress> people) {
        if (!request.wants(property)) return;
        if (people.isEmpty()) json.putNull(property);
        else json.set(property, HeaderProperty.addresses(people));
    }

    private static List<HeaderField> fields(Bytes bytes, long from, long to) {
        try (InputStream in = bytes.source.open(from, Math.min(to - from, MOST_HEADER))) {
            return HeaderBlock.parse(in.readAllBytes()).fields();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ArrayNode headers(List<HeaderField> fields) {
        ArrayNode out = Json.array();
        for (HeaderField field : fields) {
            ObjectNode header = out.addObject();
            header.put("name", field.name());
            header.put("value", field.raw());
        }
        return out;
    }

    private void bodies(ObjectNode json, Part root, @Nullable Bytes bytes, PartBlob blobs) {
        if (request.wants("bodyStructure")) json.set("bodyStructure", part(root, bytes, blobs, true));
        boolean lists = request.wants("textBody") || request.wants("htmlBody") || request.wants("attachments");
        if (!lists && !request.wants("bodyValues")) return;
        BodyLists flat = BodyLists.of(root);
        list(json, "textBody", flat.textBody(), bytes, blobs);
        list(json, "htmlBody", flat.htmlBody(), bytes, blobs);
        list(json, "attachments", flat.attachments(), bytes, blobs);
        if (request.wants("bodyValues")) values(json.putObject("bodyValues"), root, flat, bytes);
    }

    private void list(ObjectNode json, String property, List<Part> parts, @Nullable Bytes bytes, PartBlob blobs) {
        if (!request.wants(property)) return;
        ArrayNode list = json.putArray(property);
        for (Part part : parts) list.add(part(part, bytes, blobs, false));
    }

    private ObjectNode part(Part part, @Nullable Bytes bytes, PartBlob blobs, boolean below) {
        ObjectNode json = Json.object();
        for (String property : request.bodyProperties()) partProperty(json, property, part, blobs);
        if (request.readsPartHeaders() && bytes != null) {
            List<HeaderField> fields =
                    fields(bytes, bytes.prefix + part.headerStart(), bytes.prefix + part.bodyStart());
            if (request.bodyProperties().contains("headers")) json.set("headers", headers(fields));
            for (HeaderProperty p : request.bodyHeaders()) json.set(p.property(), p.value(fields));
        }
        // A structure without its sub-parts would be none, whatever was asked for.
        boolean structure = below && part.isMultipart();
        if (structure || request.bodyProperties().contains("subParts")) {
            if (!part.isMultipart()) json.putNull("subParts");
            else {
                ArrayNode children = json.putArray("subParts");
                for (Part child : part.subParts()) children.add(part(child, bytes, blobs, below));
            }
        }
        return json;
    }

    private static void partProperty(ObjectNode json, String property, Part part, PartBlob blobs) {
        switch (property) {
            case "partId" -> json.put("partId", part.isMultipart() ? null : part.partId());
            case "blobId" -> json.put("blobId", part.isMultipart() ? null : blobs.of(part));
            case "size" -> json.put("size", part.size());
            case "name" -> json.put("name", part.name().orElse(null));
            case "type" -> json.put("type", part.type());
            case "charset" -> json.put("charset", part.isText() ? part.charset().orElse("us-ascii") : null);
            case "disposition" -> json.put("disposition", part.disposition().orElse(null));
            case "cid" -> json.put("cid", part.cid().orElse(null));
            case "location" -> json.put("location", part.location().orElse(null));
            case "language" -> {
                if (part.language().isEmpty()) json.putNull("language");
                else json.set("language", HeaderProperty.strings(part.language()));
            }
            default -> {}
        }
    }

    private void values(ObjectNode json, Part root, BodyLists flat, @Nullable Bytes bytes) {
        Map<String, Part> wanted = new LinkedHashMap<>();
        if (request.fetchText()) flat.textBody().forEach(part -> text(wanted, part));
        if (request.fetchHtml()) flat.htmlBody().forEach(part -> text(wanted, part));
        if (request.fetchAll()) everyText(wanted, root);
        if (bytes == null) return;
        wanted.forEach((id, part) -> value(json.putObject(id), part, bytes));
    }

    private static void text(Map<String, Part> wanted, Part part) {
        if (part.isText()) wanted.put(part.partId(), part);
    }

    private static void everyText(Map<String, Part> wanted, Part part) {
        text(wanted, part);
        for (Part child : part.subParts()) everyText(wanted, child);
    }

    private void value(ObjectNode json, Part part, Bytes bytes) {
        long left = MOST_TEXT - text;
        int most = (int) Math.clamp(request.maxBytes() > 0 ? request.maxBytes() : left, 1, Math.max(left, 1));
        boolean bounded = request.maxBytes() > 0 || part.size() > left;
        try (InputStream in = bytes.source.open(bytes.prefix + part.bodyStart(), part.encodedSize())) {
            BodyValue value = BodyValues.read(part, in, bounded ? most : 0);
            text += value.value().length();
            json.put("value", value.value());
            json.put("isEncodingProblem", value.isEncodingProblem());
            json.put("isTruncated", value.isTruncated());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Refused damaged) {
            if (!damaged.failure().problem().equals(KB.MESSAGE_DAMAGED)) throw damaged;
            json.put("value", "");
            json.put("isEncodingProblem", true);
            json.put("isTruncated", true);
            json.put("kb", KB.MESSAGE_DAMAGED.toString());
        }
    }
}
