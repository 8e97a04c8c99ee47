// SPDX-License-Identifier: Apache-2.0
/** The store's suite on each engine. */
@NullMarked
package posthouse.testkit.store;

import org.jspecify.annotations.NullMarked;
