// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §2.2 · RFC 8621 §4.1.2
package posthouse.formats;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import posthouse.formats.header.AddressSyntax;
import posthouse.formats.header.DateSyntax;
import posthouse.formats.header.EncodedWords;
import posthouse.formats.header.IdSyntax;

/**
 * One header field.
 *
 * @param name as written
 * @param raw everything after the colon, folds included, UTF-8 with U+FFFD for what is not, without NUL and last line break
 * @param lenient as raw, but octets that are not UTF-8 read in the likeliest older character set
 */
public record HeaderField(String name, String raw, String lenient) {
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** Unfolded, encoded words decoded, NFC, trimmed. */
    public String text() {
        return EncodedWords.text(lenient);
    }

    public List<MailAddress> addresses() {
        return groups().stream().flatMap(g -> g.addresses().stream()).toList();
    }

    public List<AddressGroup> groups() {
        return AddressSyntax.parse(lenient);
    }

    /** Ids without angle brackets; empty list when there is none. */
    public List<String> messageIds() {
        return IdSyntax.ids(raw);
    }

    public Optional<OffsetDateTime> date() {
        return DateSyntax.parse(raw);
    }

    public List<String> urls() {
        return IdSyntax.urls(raw);
    }

    public HeaderValue as(HeaderForm form) {
        return switch (form) {
            case RAW -> new HeaderValue.Raw(raw);
            case TEXT -> new HeaderValue.Text(text());
            case ADDRESSES -> new HeaderValue.Addresses(addresses());
            case GROUPED_ADDRESSES -> new HeaderValue.GroupedAddresses(groups());
            case MESSAGE_IDS -> new HeaderValue.MessageIds(orNull(messageIds()));
            case DATE -> new HeaderValue.Date(date());
            case URLS -> new HeaderValue.Urls(orNull(urls()));
        };
    }

    private static Optional<List<String>> orNull(List<String> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }
}
