// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.2, §4.1.3
package posthouse.jmap.mail;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.formats.AddressGroup;
import posthouse.formats.HeaderField;
import posthouse.formats.HeaderForm;
import posthouse.formats.HeaderValue;
import posthouse.formats.MailAddress;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A property {@code header:NAME[:asFORM][:all]}.
 *
 * @param property as the client wrote it
 * @param header the field's name
 * @param all every instance instead of the last
 */
public record HeaderProperty(String property, String header, HeaderForm form, boolean all) {
    private static final Map<String, HeaderForm> FORMS = Map.of(
            "asRaw", HeaderForm.RAW,
            "asText", HeaderForm.TEXT,
            "asAddresses", HeaderForm.ADDRESSES,
            "asGroupedAddresses", HeaderForm.GROUPED_ADDRESSES,
            "asMessageIds", HeaderForm.MESSAGE_IDS,
            "asDate", HeaderForm.DATE,
            "asURLs", HeaderForm.URLS);

    private static final Set<String> ADDRESSES = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "resent-from",
            "resent-sender",
            "resent-reply-to",
            "resent-to",
            "resent-cc",
            "resent-bcc");
    private static final Set<String> TEXT = Set.of("subject", "comments", "keywords", "list-id");
    private static final Set<String> IDS = Set.of("message-id", "in-reply-to", "references", "resent-message-id");
    private static final Set<String> DATES = Set.of("date", "resent-date");
    private static final Set<String> URLS =
            Set.of("list-help", "list-unsubscribe", "list-subscribe", "list-post", "list-owner", "list-archive");
    private static final Set<String> OTHERS = Set.of("return-path", "received");

    public static boolean is(String property) {
        return property.startsWith("header:");
    }

    /** Empty when it is none, or asks for a form that this field cannot have. */
    public static Optional<HeaderProperty> parse(String property) {
        String[] pieces = property.split(":", -1);
        if (pieces.length < 2 || pieces.length > 4 || !pieces[0].equals("header")) return Optional.empty();
        String name = pieces[1];
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= 32 || c >= 127)) return Optional.empty();
        int at = 2;
        HeaderForm form = HeaderForm.RAW;
        if (at < pieces.length && FORMS.containsKey(pieces[at])) form = FORMS.getOrDefault(pieces[at++], form);
        boolean all = at < pieces.length && pieces[at].equals("all");
        if (all) at++;
        if (at != pieces.length || !allowed(name.toLowerCase(Locale.ROOT)).contains(form)) return Optional.empty();
        return Optional.of(new HeaderProperty(property, name, form, all));
    }

    private static Set<HeaderForm> allowed(String name) {
        if (ADDRESSES.contains(name))
            return EnumSet.of(HeaderForm.RAW, HeaderForm.ADDRESSES, HeaderForm.GROUPED_ADDRESSES);
        if (TEXT.contains(name)) return EnumSet.of(HeaderForm.RAW, HeaderForm.TEXT);
        if (IDS.contains(name)) return EnumSet.of(HeaderForm.RAW, HeaderForm.MESSAGE_IDS);
        if (DATES.contains(name)) return EnumSet.of(HeaderForm.RAW, HeaderForm.DATE);
        if (URLS.contains(name)) return EnumSet.of(HeaderForm.RAW, HeaderForm.URLS);
        return OTHERS.contains(name) ? EnumSet.of(HeaderForm.RAW) : EnumSet.allOf(HeaderForm.class);
    }

    /** Its value among these fields. */
    public JsonNode value(List<HeaderField> fields) {
        ArrayNode values = Json.array();
        JsonNode last = NullNode.instance;
        for (HeaderField field : fields) {
            if (!field.is(header)) continue;
            last = json(field.as(form));
            if (all) values.add(last);
        }
        return all ? values : last;
    }

    private static JsonNode json(HeaderValue value) {
        return switch (value) {
            case HeaderValue.Raw raw -> StringNode.valueOf(raw.value());
            case HeaderValue.Text text -> StringNode.valueOf(text.value());
            case HeaderValue.Addresses a -> addresses(a.value());
            case HeaderValue.GroupedAddresses g -> groups(g.value());
            case HeaderValue.MessageIds ids ->
                ids.value().<JsonNode>map(HeaderProperty::strings).orElse(NullNode.instance);
            case HeaderValue.Date date ->
                date.value().<JsonNode>map(d -> StringNode.valueOf(date(d))).orElse(NullNode.instance);
            case HeaderValue.Urls urls ->
                urls.value().<JsonNode>map(HeaderProperty::strings).orElse(NullNode.instance);
        };
    }

    private static JsonNode groups(List<AddressGroup> groups) {
        ArrayNode out = Json.array();
        for (AddressGroup group : groups) {
            ObjectNode json = out.addObject();
            json.put("name", group.name().orElse(null));
            json.set("addresses", addresses(group.addresses()));
        }
        return out;
    }

    /** EmailAddress objects. */
    public static ArrayNode addresses(List<MailAddress> addresses) {
        ArrayNode out = Json.array();
        for (MailAddress address : addresses) {
            ObjectNode json = out.addObject();
            json.put("name", address.name().orElse(null));
            json.put("email", address.email());
        }
        return out;
    }

    static ArrayNode strings(List<String> texts) {
        ArrayNode out = Json.array();
        texts.forEach(out::add);
        return out;
    }

    /** A Date of RFC 8620 §1.4. */
    static String date(OffsetDateTime date) {
        OffsetDateTime whole = date.withNano(0);
        return date.getOffset().equals(ZoneOffset.UTC)
                ? DateTimeFormatter.ISO_INSTANT.format(whole)
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME
                        .format(whole)
                        .replaceFirst("T(\\d\\d:\\d\\d)([+-])", "T$1:00$2");
    }
}
