// SPDX-License-Identifier: Apache-2.0
/** The page that carries the mailbox application, with its first answers in it, and the built assets. */
@NullMarked
package posthouse.shell;

import org.jspecify.annotations.NullMarked;
