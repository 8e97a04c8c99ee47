// SPDX-License-Identifier: Apache-2.0
/** The walls between the rooms, as data and as a test that reads the compiled classes. */
@NullMarked
package posthouse.scenarios.wall;

import org.jspecify.annotations.NullMarked;
