// SPDX-License-Identifier: Apache-2.0

/** A message as pages: frame, print, quote, source, files. Inside of the pages room. */
@NullMarked
package posthouse.pages.message;

import org.jspecify.annotations.NullMarked;
