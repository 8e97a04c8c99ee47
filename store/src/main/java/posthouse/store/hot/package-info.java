// SPDX-License-Identifier: Apache-2.0
/** Insides: mail lists in memory, compact and immutable; a changed one shares what did not change. */
@NullMarked
package posthouse.store.hot;

import org.jspecify.annotations.NullMarked;
