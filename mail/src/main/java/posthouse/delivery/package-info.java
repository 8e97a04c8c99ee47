// SPDX-License-Identifier: Apache-2.0
/** Two-phase intake, the intake journal, exactly-once delivery into accounts, submissions that wait for their time. */
@NullMarked
package posthouse.delivery;

import org.jspecify.annotations.NullMarked;
