// SPDX-License-Identifier: Apache-2.0
/** The suite that the store passes on every engine, with a simple model beside it; the checker runs at each close. */
@NullMarked
package posthouse.testkit.store;

import org.jspecify.annotations.NullMarked;
