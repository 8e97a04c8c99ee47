// SPDX-License-Identifier: Apache-2.0

/** The document in which the composer's editor lives. Inside of the pages room. */
@NullMarked
package posthouse.pages.compose;

import org.jspecify.annotations.NullMarked;
