// SPDX-License-Identifier: Apache-2.0
/** The directory's people and groups as a tree of entries. */
@NullMarked
package posthouse.ldap.tree;

import org.jspecify.annotations.NullMarked;
