// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.6
package posthouse.jmap.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.formats.HeaderForm;
import posthouse.formats.HeaderValue;
import posthouse.formats.MessageIndexer;
import posthouse.formats.MessageWriter;
import posthouse.formats.OutgoingHeader;
import posthouse.formats.OutgoingMessage;
import posthouse.formats.OutgoingPart;
import posthouse.jmap.core.Patch;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetRefused;
import posthouse.store.StagedBlob;
import tools.jackson.databind.node.ObjectNode;

/** Makes a message from the Email object that a client gives. */
public final class EmailBuilder {
    private static final Map<String, HeaderProperty> SHORT = shorts();
    private static final List<String> ORDER = List.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "message-id",
            "in-reply-to",
            "references");
    private static final Set<String> OTHERS = Set.of(
            "mailboxIds",
            "keywords",
            "receivedAt",
            "bodyStructure",
            "bodyValues",
            "textBody",
            "htmlBody",
            "attachments");

    private final RequestContext context;
    private final AccountId account;

    public EmailBuilder(RequestContext context, AccountId account) {
        this.context = context;
        this.account = account;
    }

    private static Map<String, HeaderProperty> shorts() {
        Map<String, HeaderProperty> out = new LinkedHashMap<>();
        out.put("messageId", new HeaderProperty("messageId", "Message-ID", HeaderForm.MESSAGE_IDS, false));
        out.put("inReplyTo", new HeaderProperty("inReplyTo", "In-Reply-To", HeaderForm.MESSAGE_IDS, false));
        out.put("references", new HeaderProperty("references", "References", HeaderForm.MESSAGE_IDS, false));
        out.put("sender", new HeaderProperty("sender", "Sender", HeaderForm.ADDRESSES, false));
        out.put("from", new HeaderProperty("from", "From", HeaderForm.ADDRESSES, false));
        out.put("to", new HeaderProperty("to", "To", HeaderForm.ADDRESSES, false));
        out.put("cc", new HeaderProperty("cc", "Cc", HeaderForm.ADDRESSES, false));
        out.put("bcc", new HeaderProperty("bcc", "Bcc", HeaderForm.ADDRESSES, false));
        out.put("replyTo", new HeaderProperty("replyTo", "Reply-To", HeaderForm.ADDRESSES, false));
        out.put("subject", new HeaderProperty("subject", "Subject", HeaderForm.TEXT, false));
        out.put("sentAt", new HeaderProperty("sentAt", "Date", HeaderForm.DATE, false));
        return Map.copyOf(out);
    }

    /** Writes and indexes the message; nothing of it is in the account yet. */
    public PreparedEmail build(ObjectNode email) {
        OutgoingPart body = new BodyBuilder(context, account).body(email);
        List<OutgoingHeader> headers = headers(email, body);
        var message = new OutgoingMessage(headers, body);
        MessageWriter.defect(message).ifPresent(defect -> {
            throw SetRefused.properties(
                    new Failure.BadInput(
                            defect.isLineBreak() ? KB.BAD_HEADER : KB.BAD_SYNTAX, defect.where(), defect.why()),
                    property(defect.where()));
        });
        Set<String> mailboxes = PreparedEmail.mailboxes(context, email);
        Set<String> keywords = PreparedEmail.keywords(email);
        Instant received = PreparedEmail.receivedAt(context, email);
        try (var stage = context.rooms().store().stage(context.principal())) {
            MessageWriter.write(message, stage, context.rooms().random());
            StagedBlob blob = stage.finish();
            try (InputStream in = blob.source().open()) {
                return Posting.checked(
                        context,
                        account,
                        new PreparedEmail(blob, MessageIndexer.index(in), mailboxes, keywords, received));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String where) {
        for (var entry : SHORT.entrySet()) if (entry.getValue().header().equalsIgnoreCase(where)) return entry.getKey();
        return where;
    }

    private List<OutgoingHeader> headers(ObjectNode email, OutgoingPart root) {
        Map<String, List<OutgoingHeader>> byName = given(email);
        // The outermost part's header is the message's own.
        Set<String> there = new HashSet<>();
        for (OutgoingHeader header : root.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            there.add(name);
            if (byName.containsKey(name))
                throw Patch.property("bodyStructure/header:" + header.name(), "the email gives the same header");
        }
        if (!there.contains("from") && isEmpty(byName, "from"))
            Posting.author(context, account)
                    .ifPresent(from -> byName.put(
                            "from", List.of(new OutgoingHeader("From", new HeaderValue.Addresses(List.of(from))))));
        if (!there.contains("date") && isEmpty(byName, "date"))
            byName.put("date", List.of(new OutgoingHeader("Date", now())));
        if (!there.contains("message-id") && isEmpty(byName, "message-id"))
            byName.put("message-id", List.of(new OutgoingHeader("Message-ID", messageId(byName))));
        List<OutgoingHeader> out = new ArrayList<>();
        for (String name : ORDER) out.addAll(byName.getOrDefault(name, List.of()));
        byName.forEach((name, fields) -> {
            if (!ORDER.contains(name)) out.addAll(fields);
        });
        return out;
    }

    private static boolean isEmpty(Map<String, List<OutgoingHeader>> byName, String name) {
        return byName.getOrDefault(name, List.of()).isEmpty();
    }

    /** Fields by name in small letters, without those that would hold nothing. */
    private static Map<String, List<OutgoingHeader>> given(ObjectNode email) {
        Map<String, List<OutgoingHeader>> byName = new LinkedHashMap<>();
        for (var entry : email.properties()) {
            String property = entry.getKey();
            if (OTHERS.contains(property)) continue;
            HeaderProperty header = header(property);
            String name = header.header().toLowerCase(Locale.ROOT);
            if (name.startsWith("content-") || name.equals("mime-version"))
                throw Patch.property(property, "it belongs to a part of the body");
            if (byName.containsKey(name)) throw Patch.property(property, "another property gives the same header");
            List<OutgoingHeader> fields = new ArrayList<>(HeaderInput.fields(header, entry.getValue()));
            fields.removeIf(field -> holdsNothing(field.value()));
            byName.put(name, fields);
        }
        return byName;
    }

    private static boolean holdsNothing(HeaderValue value) {
        return switch (value) {
            case HeaderValue.Addresses a -> a.value().isEmpty();
            case HeaderValue.GroupedAddresses g -> g.value().isEmpty();
            case HeaderValue.MessageIds ids -> ids.value().orElse(List.of()).isEmpty();
            case HeaderValue.Urls urls -> urls.value().orElse(List.of()).isEmpty();
            case HeaderValue.Raw ignored -> false;
            case HeaderValue.Text ignored -> false;
            case HeaderValue.Date ignored -> false;
        };
    }

    private static HeaderProperty header(String property) {
        HeaderProperty known = SHORT.get(property);
        if (known != null) return known;
        if (!HeaderProperty.is(property)) throw Patch.property(property, "it cannot be set");
        return HeaderProperty.parse(property)
                .orElseThrow(() -> Patch.property(property, "it is no property of a header"));
    }

    private HeaderValue now() {
        Instant now = context.rooms().clock().now();
        return new HeaderValue.Date(Optional.of(now.atOffset(ZoneOffset.UTC).withNano(0)));
    }

    private HeaderValue messageId(Map<String, List<OutgoingHeader>> headers) {
        String domain = "localhost";
        for (OutgoingHeader from : headers.getOrDefault("from", List.of()))
            if (from.value() instanceof HeaderValue.Addresses a && !a.value().isEmpty()) {
                String email = a.value().getFirst().email();
                if (email.matches("[^@\\s]+@[a-zA-Z0-9.-]+")) domain = email.substring(email.indexOf('@') + 1);
            }
        var random = context.rooms().random();
        String id = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()) + "@" + domain;
        return new HeaderValue.MessageIds(Optional.of(List.of(id)));
    }
}
