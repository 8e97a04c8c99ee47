// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.6
package posthouse.jmap.mail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.formats.OutgoingHeader;
import posthouse.formats.OutgoingPart;
import posthouse.formats.TransferDecoding;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Patch;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetRefused;
import posthouse.store.BlobRef;
import posthouse.store.StoredBlob;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a message's body from bodyStructure, or from textBody, htmlBody and attachments. */
final class BodyBuilder {
    private static final Set<String> PART = Set.of(
            "partId",
            "blobId",
            "size",
            "name",
            "type",
            "charset",
            "disposition",
            "cid",
            "language",
            "location",
            "subParts");

    private static final Pattern WRITTEN = Pattern.compile(
            "(text/[a-z0-9.+-]{1,60})(\\s*;\\s*(charset=\"?utf-8\"?|format=flowed|delsp=(yes|no)))*",
            Pattern.CASE_INSENSITIVE);

    private final RequestContext context;
    private final AccountId account;
    private final List<String> missing = new ArrayList<>();
    private long octets;

    BodyBuilder(RequestContext context, AccountId account) {
        this.context = context;
        this.account = account;
    }

    OutgoingPart body(ObjectNode email) {
        JsonNode values = email.path("bodyValues");
        if (!values.isMissingNode() && !values.isNull() && !(values instanceof ObjectNode))
            throw Patch.property("bodyValues", "it is no object");
        boolean lists = given(email, "textBody") || given(email, "htmlBody") || given(email, "attachments");
        OutgoingPart body;
        if (given(email, "bodyStructure")) {
            if (lists) throw Patch.property("bodyStructure", "textBody, htmlBody or attachments are given too");
            if (!(email.get("bodyStructure") instanceof ObjectNode root))
                throw Patch.property("bodyStructure", "it is no object");
            body = part(email, root, "bodyStructure");
        } else {
            body = flat(email);
        }
        if (!missing.isEmpty())
            throw SetRefused.blobs(new Failure.NotFound(KB.BLOB_NOT_FOUND, String.join(", ", missing)), missing);
        if (octets > Capabilities.MAX_ATTACHMENTS)
            throw new SetRefused(
                    "tooLarge",
                    new Failure.TooLarge(KB.MESSAGE_TOO_LARGE, "email", octets, Capabilities.MAX_ATTACHMENTS));
        return body;
    }

    private static boolean given(ObjectNode email, String property) {
        return email.hasNonNull(property);
    }

    private OutgoingPart flat(ObjectNode email) {
        Optional<OutgoingPart> text = only(email, "textBody", "text/plain");
        Optional<OutgoingPart> html = only(email, "htmlBody", "text/html");
        List<OutgoingPart> inline = new ArrayList<>();
        List<OutgoingPart> attached = new ArrayList<>();
        for (ObjectNode node : objects(email, "attachments")) {
            OutgoingPart part = part(email, node, "attachments");
            boolean shown = html.isPresent()
                    && part.cid().isPresent()
                    && part.disposition().equals(Optional.of("inline"));
            (shown ? inline : attached).add(shown || part.disposition().isPresent() ? part : attachment(part));
        }
        Optional<OutgoingPart> rich = html.map(page -> {
            if (inline.isEmpty()) return page;
            List<OutgoingPart> related = new ArrayList<>(List.of(page));
            related.addAll(inline);
            return OutgoingPart.multipart("related", related);
        });
        OutgoingPart body;
        if (text.isPresent() && rich.isPresent())
            body = OutgoingPart.multipart("alternative", List.of(text.get(), rich.get()));
        else body = text.or(() -> rich).orElseGet(() -> OutgoingPart.text("text/plain", ""));
        if (attached.isEmpty()) return body;
        List<OutgoingPart> mixed = new ArrayList<>(List.of(body));
        mixed.addAll(attached);
        return OutgoingPart.multipart("mixed", mixed);
    }

    private static OutgoingPart attachment(OutgoingPart p) {
        return new OutgoingPart(
                p.type(),
                p.charset(),
                Optional.of("attachment"),
                p.name(),
                p.cid(),
                p.language(),
                p.location(),
                p.headers(),
                p.content());
    }

    private Optional<OutgoingPart> only(ObjectNode email, String property, String type) {
        List<ObjectNode> parts = objects(email, property);
        if (parts.isEmpty()) return Optional.empty();
        OutgoingPart part = part(email, parts.getFirst(), property);
        if (parts.size() > 1 || !part.type().equals(type))
            throw Patch.property(property, "it is not exactly one part of type " + type);
        return Optional.of(part);
    }

    private static List<ObjectNode> objects(ObjectNode email, String property) {
        List<ObjectNode> out = new ArrayList<>();
        if (!given(email, property)) return out;
        if (!(email.get(property) instanceof ArrayNode array)) throw Patch.property(property, "it is no array");
        for (JsonNode item : array) {
            if (!(item instanceof ObjectNode object)) throw Patch.property(property, "an item is no object");
            out.add(object);
        }
        return out;
    }

    private OutgoingPart part(ObjectNode email, ObjectNode node, String where) {
        List<OutgoingHeader> headers = headers(node, where);
        boolean parts = node.hasNonNull("subParts");
        Optional<String> type =
                string(node, "type", where).or(() -> writtenType(node)).map(t -> t.toLowerCase(Locale.ROOT));
        OutgoingPart.Content content;
        Optional<String> charset = string(node, "charset", where);
        String kind;
        if (parts || type.filter(t -> t.startsWith("multipart/")).isPresent()) {
            if (node.hasNonNull("partId") || node.hasNonNull("blobId"))
                throw Patch.property(where, "a multipart has no bytes of its own");
            List<OutgoingPart> children = new ArrayList<>();
            for (ObjectNode child : objects(node, "subParts")) children.add(part(email, child, where + "/subParts"));
            if (children.isEmpty()) throw Patch.property(where + "/subParts", "a multipart has at least one part");
            kind = type.orElse("multipart/mixed");
            if (!kind.startsWith("multipart/")) throw Patch.property(where + "/type", "it is no multipart");
            content = new OutgoingPart.Content.Parts(children);
        } else if (node.hasNonNull("partId")) {
            if (node.hasNonNull("blobId")) throw Patch.property(where, "both partId and blobId are given");
            if (charset.isPresent()) throw Patch.property(where + "/charset", "the server chooses it");
            if (node.hasNonNull("size")) throw Patch.property(where + "/size", "the server computes it");
            kind = type.orElse("text/plain");
            if (!kind.startsWith("text/")) throw Patch.property(where + "/type", "a body value is text");
            charset = Optional.of("utf-8");
            content = new OutgoingPart.Content.Text(value(email, node, where));
        } else if (node.hasNonNull("blobId")) {
            StoredBlob blob = blob(string(node, "blobId", where).orElse(""));
            kind = type.orElse("application/octet-stream");
            content = new OutgoingPart.Content.Octets(
                    () -> TransferDecoding.decode(blob.source().open(), blob.encoding()));
        } else {
            throw Patch.property(where, "neither partId nor blobId nor subParts are given");
        }
        return new OutgoingPart(
                kind,
                charset,
                string(node, "disposition", where).map(d -> d.toLowerCase(Locale.ROOT)),
                string(node, "name", where),
                string(node, "cid", where),
                node.hasNonNull("language")
                        ? HeaderInput.strings(where + "/language", node.get("language"))
                        : List.of(),
                string(node, "location", where),
                headers,
                content);
    }

    private static List<OutgoingHeader> headers(ObjectNode node, String where) {
        List<OutgoingHeader> out = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (var entry : node.properties()) {
            String property = entry.getKey();
            if (PART.contains(property)) continue;
            if (!HeaderProperty.is(property)) throw Patch.property(where + "/" + property, "it cannot be set");
            HeaderProperty header = HeaderProperty.parse(property)
                    .orElseThrow(() -> Patch.property(where + "/" + property, "it is no property of a header"));
            String name = header.header().toLowerCase(Locale.ROOT);
            if (!seen.add(name)) throw Patch.property(where + "/" + property, "another property gives the same header");
            boolean written = name.equals("content-type") && writtenType(node).isPresent() && !node.hasNonNull("type");
            if (!written
                    && Set.of("content-transfer-encoding", "content-type", "content-disposition", "content-id")
                            .contains(name))
                throw Patch.property(where + "/" + property, "a property of the part says it");
            out.addAll(HeaderInput.fields(header, entry.getValue()));
        }
        return out;
    }

    /** The type of a text given with its parameters, as format=flowed needs (RFC 3676); its charset is ours. */
    private static Optional<String> writtenType(ObjectNode node) {
        JsonNode raw = node.path("header:Content-Type");
        if (!node.hasNonNull("partId") || !raw.isString()) return Optional.empty();
        Matcher given = WRITTEN.matcher(raw.stringValue().strip());
        return given.matches() ? Optional.of(given.group(1)) : Optional.empty();
    }

    private static Optional<String> string(ObjectNode node, String property, String where) {
        JsonNode value = node.path(property);
        if (value.isMissingNode() || value.isNull()) return Optional.empty();
        return Optional.of(HeaderInput.string(where + "/" + property, value));
    }

    private static String value(ObjectNode email, ObjectNode node, String where) {
        String partId = string(node, "partId", where).orElse("");
        if (!(email.path("bodyValues").path(partId) instanceof ObjectNode value)
                || !value.path("value").isString())
            throw Patch.property(where + "/partId", "bodyValues has no text for it");
        for (String mark : new String[] {"isEncodingProblem", "isTruncated"})
            if (value.path(mark).asBoolean(false))
                throw Patch.property("bodyValues/" + partId + "/" + mark, "a cut or damaged text is none to be sent");
        return value.get("value").stringValue();
    }

    private StoredBlob blob(String id) {
        Optional<StoredBlob> blob = BlobRef.parse(id).flatMap(ref -> context.read(account, view -> view.blob(ref)));
        if (blob.isPresent()) {
            octets += blob.get().source().size();
            return blob.get();
        }
        missing.add(id);
        return new StoredBlob(new NoSource(), "identity", "application/octet-stream");
    }

    /** Stands for a blob that is not there, until the refusal that names all of them. */
    private static final class NoSource implements posthouse.store.Source {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public java.io.InputStream open(long offset, long length) {
            return java.io.InputStream.nullInputStream();
        }
    }
}
