// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap;

import java.util.random.RandomGenerator;
import posthouse.base.Clock;
import posthouse.base.Problems;
import posthouse.delivery.Delivery;
import posthouse.directory.Directory;
import posthouse.store.Store;

/**
 * The rooms that JMAP stands on.
 *
 * @param random cryptographic, and safe for use by many threads
 */
public record JmapRooms(
        Store store, Directory directory, Delivery delivery, Problems problems, Clock clock, RandomGenerator random) {}
