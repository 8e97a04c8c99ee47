// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

import java.time.Instant;
import posthouse.base.Failure;

/** How an engine is. */
public sealed interface Health {
    record Works() implements Health {}

    /** Reads and deletes; takes no new message bytes since the disk is full. */
    record Full(Instant since, Failure cause) implements Health {}

    /** Failed with this first fault; reopening by itself. */
    record Failed(Instant since, Failure cause) implements Health {}

    record Closed() implements Health {}
}
