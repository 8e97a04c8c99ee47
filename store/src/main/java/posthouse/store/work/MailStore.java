// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.random.RandomGenerator;
import posthouse.base.Access;
import posthouse.base.Clock;
import posthouse.store.Store;
import posthouse.store.StoreSettings;
import posthouse.store.engine.Engine;

/** The store. */
public final class MailStore {
    /** Opens it. */
    public static Store open(
            Engine engine, Access access, Clock clock, RandomGenerator random, StoreSettings settings) {
        throw new UnsupportedOperationException();
    }

    private MailStore() {}
}
