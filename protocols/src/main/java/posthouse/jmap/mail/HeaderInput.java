// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.2, §4.6
package posthouse.jmap.mail;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.formats.AddressGroup;
import posthouse.formats.HeaderForm;
import posthouse.formats.HeaderValue;
import posthouse.formats.MailAddress;
import posthouse.formats.OutgoingHeader;
import posthouse.jmap.core.Patch;
import posthouse.jmap.syntax.Dates;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads header fields that a client gives, in each of their forms. */
final class HeaderInput {
    private static final int EARLIEST = 1900;

    private HeaderInput() {}

    /** The fields of a property; none for null. */
    static List<OutgoingHeader> fields(HeaderProperty property, JsonNode value) {
        List<OutgoingHeader> out = new ArrayList<>();
        if (value.isNull()) return out;
        if (!property.all()) {
            out.add(new OutgoingHeader(property.header(), value(property.property(), property.form(), value)));
            return out;
        }
        if (!(value instanceof ArrayNode items)) throw Patch.property(property.property(), "it is no array");
        for (JsonNode item : items)
            out.add(new OutgoingHeader(property.header(), value(property.property(), property.form(), item)));
        return out;
    }

    static HeaderValue value(String name, HeaderForm form, JsonNode value) {
        return switch (form) {
            case RAW -> new HeaderValue.Raw(string(name, value));
            case TEXT -> new HeaderValue.Text(string(name, value));
            case ADDRESSES -> new HeaderValue.Addresses(addresses(name, value));
            case GROUPED_ADDRESSES -> new HeaderValue.GroupedAddresses(groups(name, value));
            case MESSAGE_IDS -> new HeaderValue.MessageIds(Optional.of(strings(name, value)));
            case DATE -> new HeaderValue.Date(Optional.of(date(name, value)));
            case URLS -> new HeaderValue.Urls(Optional.of(strings(name, value)));
        };
    }

    static String string(String name, JsonNode value) {
        return value.stringValueOpt().orElseThrow(() -> Patch.property(name, "it is no string"));
    }

    static List<String> strings(String name, JsonNode value) {
        if (!(value instanceof ArrayNode array)) throw Patch.property(name, "it is no array");
        List<String> out = new ArrayList<>();
        for (JsonNode item : array) out.add(string(name, item));
        return out;
    }

    private static OffsetDateTime date(String name, JsonNode value) {
        // RFC 5322 §3.3: a header has no earlier year.
        return Dates.date(string(name, value))
                .filter(date -> date.getYear() >= EARLIEST)
                .orElseThrow(() -> Patch.property(name, "it is no date since 1900"));
    }

    private static List<MailAddress> addresses(String name, JsonNode value) {
        if (!(value instanceof ArrayNode array)) throw Patch.property(name, "it is no array");
        List<MailAddress> out = new ArrayList<>();
        for (JsonNode item : array) {
            if (!(item instanceof ObjectNode object) || !object.path("email").isString())
                throw Patch.property(name, "an item is no address");
            JsonNode shown = object.path("name");
            if (!shown.isMissingNode() && !shown.isNull() && !shown.isString())
                throw Patch.property(name, "a name is no string");
            out.add(new MailAddress(
                    shown.stringValueOpt().filter(text -> !text.isBlank()),
                    object.path("email").stringValue()));
        }
        return out;
    }

    private static List<AddressGroup> groups(String name, JsonNode value) {
        if (!(value instanceof ArrayNode array)) throw Patch.property(name, "it is no array");
        List<AddressGroup> out = new ArrayList<>();
        for (JsonNode item : array) {
            if (!(item instanceof ObjectNode object)) throw Patch.property(name, "an item is no group");
            out.add(new AddressGroup(object.path("name").stringValueOpt(), addresses(name, object.path("addresses"))));
        }
        return out;
    }
}
