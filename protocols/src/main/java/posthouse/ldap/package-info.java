// SPDX-License-Identifier: Apache-2.0
/** The directory as others read it: LDAP v3, read-only (RFC 4510 and those it names). */
@NullMarked
package posthouse.ldap;

import org.jspecify.annotations.NullMarked;
