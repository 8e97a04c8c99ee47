// SPDX-License-Identifier: Apache-2.0
/** One LDAP session: its messages, who is bound, what ends it. */
@NullMarked
package posthouse.ldap.session;

import org.jspecify.annotations.NullMarked;
