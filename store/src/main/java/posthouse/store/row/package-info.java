// SPDX-License-Identifier: Apache-2.0
/** Insides: what the values under the keys are. Each begins with a format byte; a newer format is refused. */
@NullMarked
package posthouse.store.row;

import org.jspecify.annotations.NullMarked;
