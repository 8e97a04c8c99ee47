// SPDX-License-Identifier: Apache-2.0
/** Switches thrown under way, and every word that anybody reads meanwhile. */
@NullMarked
package posthouse.scenarios.truth;

import org.jspecify.annotations.NullMarked;
