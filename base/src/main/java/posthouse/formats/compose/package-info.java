// SPDX-License-Identifier: Apache-2.0

/** Writes messages. Inside of the formats room. */
@NullMarked
package posthouse.formats.compose;

import org.jspecify.annotations.NullMarked;
