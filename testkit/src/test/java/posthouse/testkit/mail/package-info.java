// SPDX-License-Identifier: Apache-2.0
/** Rooms above the store over engines and clocks for tests. */
@NullMarked
package posthouse.testkit.mail;

import org.jspecify.annotations.NullMarked;
