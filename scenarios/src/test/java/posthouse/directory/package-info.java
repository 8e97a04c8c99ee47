// SPDX-License-Identifier: Apache-2.0
/** Rows of a directory written past its doors, for tests that need many people at once. */
@NullMarked
package posthouse.directory;

import org.jspecify.annotations.NullMarked;
