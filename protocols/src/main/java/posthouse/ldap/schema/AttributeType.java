// SPDX-License-Identifier: Apache-2.0
// RFC 4512 §2.5.1
package posthouse.ldap.schema;

import java.util.Optional;
import java.util.Set;

/**
 * An attribute type.
 *
 * @param oid its number
 * @param name as it is written in answers
 * @param operational whether it is returned only when asked for
 * @param syntax object identifier of its values' syntax
 * @param family the numbers of this type and of all its subtypes
 */
public record AttributeType(
        String oid,
        String name,
        boolean operational,
        String syntax,
        Set<String> family,
        Optional<Rule> equality,
        Optional<Rule> ordering,
        Optional<Rule> substrings) {}
