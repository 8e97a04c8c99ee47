// SPDX-License-Identifier: Apache-2.0
/** Insides: the tree of keys within an account. */
@NullMarked
package posthouse.store.key;

import org.jspecify.annotations.NullMarked;
