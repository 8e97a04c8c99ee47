// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

import java.time.Instant;

/**
 * A switch as somebody left it.
 *
 * @param on whether it is on
 * @param since when it was last thrown
 * @param by who threw it, in words for an administrator; empty for the default
 * @param note what the administrator wrote for the refused person; may be empty
 */
public record SwitchState(boolean on, Instant since, String by, String note) {}
