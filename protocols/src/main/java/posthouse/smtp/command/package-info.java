// SPDX-License-Identifier: Apache-2.0
/** The commands, one a file. */
@NullMarked
package posthouse.smtp.command;

import org.jspecify.annotations.NullMarked;
