// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.time.Instant;
import posthouse.base.Failure;

/** How the store is. */
public sealed interface StoreHealth {
    record Works() implements StoreHealth {}

    /** Reads and deletes; takes no new mail since the disk is full. */
    record Full(Instant since, Failure cause) implements StoreHealth {}

    /** Failed with this first fault; reopening by itself. */
    record Failed(Instant since, Failure cause) implements StoreHealth {}

    record Closed() implements StoreHealth {}
}
