// SPDX-License-Identifier: Apache-2.0
/** Insides: the checker of every invariant. */
@NullMarked
package posthouse.store.check;

import org.jspecify.annotations.NullMarked;
