// SPDX-License-Identifier: Apache-2.0
/** The command line: verbs as data, the control socket, and what is printed. */
@NullMarked
package posthouse.app.cli;

import org.jspecify.annotations.NullMarked;
