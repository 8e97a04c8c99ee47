// SPDX-License-Identifier: Apache-2.0

/** Signing in and out by form. Inside of the pages room. */
@NullMarked
package posthouse.pages.sign;

import org.jspecify.annotations.NullMarked;
