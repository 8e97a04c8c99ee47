// SPDX-License-Identifier: Apache-2.0
/** What the shell's template is given. */
@NullMarked
package posthouse.shell.view;

import org.jspecify.annotations.NullMarked;
