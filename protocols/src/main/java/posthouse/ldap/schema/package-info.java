// SPDX-License-Identifier: Apache-2.0
/** What attributes and matching rules there are, and how values compare (RFC 4512, 4517, 4518). */
@NullMarked
package posthouse.ldap.schema;

import org.jspecify.annotations.NullMarked;
