// SPDX-License-Identifier: Apache-2.0
/** Executable articles: a scratch server of its own, the steps that an article names, and only what an outsider receives. Knows nothing of the server but its ports. */
@NullMarked
package posthouse.drill;

import org.jspecify.annotations.NullMarked;
