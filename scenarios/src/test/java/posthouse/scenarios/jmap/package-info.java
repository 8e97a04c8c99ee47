// SPDX-License-Identifier: Apache-2.0
/** JMAP as clients see it that nobody here wrote. */
@NullMarked
package posthouse.scenarios.jmap;

import org.jspecify.annotations.NullMarked;
