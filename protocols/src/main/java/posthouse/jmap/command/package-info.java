// SPDX-License-Identifier: Apache-2.0
/** One method a file. */
@NullMarked
package posthouse.jmap.command;

import org.jspecify.annotations.NullMarked;
