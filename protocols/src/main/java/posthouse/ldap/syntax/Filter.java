// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.5.1.7
package posthouse.ldap.syntax;

import java.util.List;

/** A filter as it was sent. */
public sealed interface Filter {
    record And(List<Filter> parts) implements Filter {}

    record Or(List<Filter> parts) implements Filter {}

    record Not(Filter part) implements Filter {}

    /** One of the seven kinds of assertion. */
    record Item(com.unboundid.ldap.sdk.Filter item) implements Filter {}

    /** A choice that this version of the protocol does not have: Undefined. */
    record Unrecognised() implements Filter {}
}
