// SPDX-License-Identifier: Apache-2.0
/** Entries and what filters say of them. */
@NullMarked
package posthouse.ldap.tree;

import org.jspecify.annotations.NullMarked;
