// SPDX-License-Identifier: Apache-2.0
/** Hygiene of the source tree as a test: lengths, first lines, banned calls and words. */
@NullMarked
package posthouse.scenarios.tidy;

import org.jspecify.annotations.NullMarked;
