// SPDX-License-Identifier: Apache-2.0
/** Small programs that measure one part of the server. */
@NullMarked
package posthouse.testkit.bench;

import org.jspecify.annotations.NullMarked;
