// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.1.2 header field forms
package posthouse.formats;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** A header field's value in one of its forms. An empty optional is the RFC's null: the value could not be parsed. */
public sealed interface HeaderValue {
    record Raw(String value) implements HeaderValue {}

    record Text(String value) implements HeaderValue {}

    record Addresses(List<MailAddress> value) implements HeaderValue {}

    record GroupedAddresses(List<AddressGroup> value) implements HeaderValue {}

    record MessageIds(Optional<List<String>> value) implements HeaderValue {}

    record Date(Optional<OffsetDateTime> value) implements HeaderValue {}

    record Urls(Optional<List<String>> value) implements HeaderValue {}
}
