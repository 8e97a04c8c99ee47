// SPDX-License-Identifier: Apache-2.0
/** Messages of LDAP: BER in, records out, and back. Knows neither socket nor directory. */
@NullMarked
package posthouse.ldap.syntax;

import org.jspecify.annotations.NullMarked;
