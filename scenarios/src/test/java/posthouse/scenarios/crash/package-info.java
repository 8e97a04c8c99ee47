// SPDX-License-Identifier: Apache-2.0
/** Kill and power-cut loops: what was acknowledged is there afterwards, once. */
@NullMarked
package posthouse.scenarios.crash;

import org.jspecify.annotations.NullMarked;
