// SPDX-License-Identifier: Apache-2.0
/** The directory over LDAP: programs that others wrote, and another server's answers to the same questions. */
@NullMarked
package posthouse.scenarios.ldap;

import org.jspecify.annotations.NullMarked;
