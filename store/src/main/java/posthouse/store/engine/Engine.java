// SPDX-License-Identifier: Apache-2.0
package posthouse.store.engine;

import java.util.List;
import posthouse.base.AccountId;

/**
 * What a store stands on. Sees keys, values and asserts, never mail; two rows are its own to read and write: the stamp row
 * {@code V} and the head of a log entry (both carry the nonce of the commit). Every call may be made from any thread,
 * virtual ones too; an engine keeps native and synced calls off virtual threads itself where they would hold a carrier.
 */
public interface Engine extends AutoCloseable {
    /** The rows of one account; an account exists once it has a commit. */
    AccountRows account(AccountId id);

    /** Accounts in id order, after the given one (null: from the first), at most {@code limit}. */
    Page<AccountId> accounts(@org.jspecify.annotations.Nullable AccountId after, int limit);

    /** Message bytes. */
    Blobs blobs();

    Limits limits();

    Health health();

    /** A consistent copy of everything at this moment into an empty directory. */
    void checkpoint(java.nio.file.Path into);

    @Override
    void close();

    /** A bounded answer; {@code more} says that it was cut. */
    record Page<T>(List<T> items, boolean more) {}

    /** Sizes in bytes; see STORE commit rule 5. */
    record Limits(int key, int value, int commitBytes, int commitRows, java.time.Duration snapshot) {}
}
