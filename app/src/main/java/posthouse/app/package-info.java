// SPDX-License-Identifier: Apache-2.0
/** The program: main, command line, configuration file, and the wiring of all rooms in one readable file. */
@NullMarked
package posthouse.app;

import org.jspecify.annotations.NullMarked;
