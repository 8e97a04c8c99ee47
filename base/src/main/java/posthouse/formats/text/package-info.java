// SPDX-License-Identifier: Apache-2.0

/** Character sets, folding, flowed text and text out of HTML. Inside of the formats room. */
@NullMarked
package posthouse.formats.text;

import org.jspecify.annotations.NullMarked;
