// SPDX-License-Identifier: Apache-2.0
/** The command line and the configuration file, as whoever types them reads their answers. */
@NullMarked
package posthouse.scenarios.command;

import org.jspecify.annotations.NullMarked;
