// SPDX-License-Identifier: Apache-2.0
/** A say/expect language for line protocols: in Java by {@code Talk}, in files by {@code TalkScript}. Knows only sockets. */
@NullMarked
package posthouse.testkit.talk;

import org.jspecify.annotations.NullMarked;
