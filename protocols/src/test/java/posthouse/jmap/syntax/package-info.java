// SPDX-License-Identifier: Apache-2.0
/** Tests of what JMAP requests look like. */
@NullMarked
package posthouse.jmap.syntax;

import org.jspecify.annotations.NullMarked;
