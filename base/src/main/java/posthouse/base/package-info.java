// SPDX-License-Identifier: Apache-2.0
/** What every room shares: ids, principals and the one access decision, settings with their outcomes, failures and problems, clock, services. */
@NullMarked
package posthouse.base;

import org.jspecify.annotations.NullMarked;
