// SPDX-License-Identifier: Apache-2.0
/** Engines for tests (in memory, faulty) and the suite that every engine passes. */
@NullMarked
package posthouse.testkit.engine;

import org.jspecify.annotations.NullMarked;
