// SPDX-License-Identifier: Apache-2.0
/** The operations of LDAP, one file each. */
@NullMarked
package posthouse.ldap.command;

import org.jspecify.annotations.NullMarked;
