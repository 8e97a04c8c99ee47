// SPDX-License-Identifier: Apache-2.0
/** What administrators do: one sealed command type behind console and command line, authorised, answered and logged in one place. */
@NullMarked
package posthouse.admin;

import org.jspecify.annotations.NullMarked;
