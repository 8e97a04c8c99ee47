// SPDX-License-Identifier: Apache-2.0
/** What keeps visitors from harvesting. */
@NullMarked
package posthouse.ldap.session;

import org.jspecify.annotations.NullMarked;
