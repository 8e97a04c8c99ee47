// SPDX-License-Identifier: Apache-2.0
/** Messages, sound and broken. */
@NullMarked
package posthouse.ldap.syntax;

import org.jspecify.annotations.NullMarked;
