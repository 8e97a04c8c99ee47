// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.random.RandomGenerator;
import posthouse.base.Access;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.Principal;
import posthouse.store.engine.Engine;
import posthouse.store.work.MailStore;

/**
 * All accounts on one engine. Every operation takes the principal that asks and refuses with {@code Denied}, {@code Off} or
 * {@code NotFound}; a store that cannot answer refuses with {@code Unavailable}. Callable from any thread.
 */
public interface Store extends AutoCloseable {

    /** Opens the store on an engine, which it closes at its own close. The random source need not be thread-safe. */
    static Store open(Engine engine, Access access, Clock clock, RandomGenerator random) {
        return MailStore.open(engine, access, clock, random, StoreSettings.DEFAULT);
    }

    /** As above, with limits of one's own. */
    static Store open(Engine engine, Access access, Clock clock, RandomGenerator random, StoreSettings settings) {
        return MailStore.open(engine, access, clock, random, settings);
    }

    /** The account as this principal may use it. Cheap; whether it exists is seen by the first operation. */
    Account account(Principal principal, AccountId id);

    /** Whether the account exists, for a principal that may see it. */
    boolean exists(Principal principal, AccountId id);

    /** Makes an account, with its six role mailboxes for a person or shared mailbox. Refuses with AlreadyExists. */
    void create(Principal principal, AccountId id, AccountSpec spec);

    /** Removes all rows of an account, in chunks; resumable by calling it again. Its blobs go with the next sweep. */
    void delete(Principal principal, AccountId id);

    /** What the account was made as; empty when there is none. */
    Optional<AccountSpec> spec(Principal principal, AccountId id);

    /** All accounts in id order after the given one (empty: from the first); for the system and administrators of the server. */
    Slice<AccountId> accounts(Principal principal, Optional<AccountId> after, int limit);

    /** Takes a message, upload or attachment in: up to 1 MiB in memory, more streamed to the engine. */
    BlobStage stage(Principal principal);

    /** The intake journal kept in this account, which is created when missing. */
    Journal journal(Principal principal, AccountId partition);

    /** Records of the directory, the settings and other rooms, kept in this account, which is created when missing. */
    Records records(Principal principal, AccountId id);

    /**
     * Tells of each account whose rights rows a commit has changed, before its writer returns. One watcher; it may read the store,
     * not write.
     */
    void watchRights(java.util.function.Consumer<AccountId> watcher);

    /** Changes of these accounts from now on. Close it. */
    ChangeFeed subscribe(Principal principal, Collection<AccountId> accounts);

    /** How the store is. */
    StoreHealth health();

    /** Verifies every invariant of all accounts, online. */
    CheckReport check(Principal principal);

    /** Verifies every invariant of one account. */
    CheckReport check(Principal principal, AccountId id);

    /**
     * Removes what nothing refers to: expired uploads and recoverable mail, delivery marks of finished intakes, then blobs older
     * than {@code grace} without any row. Safe beside deliveries; one at a time.
     */
    SweepReport sweep(Principal principal, Duration grace);

    /** Ends long operations that a stop interrupted. Returns how many it ended. */
    int resumeJobs(Principal principal);

    @Override
    void close();
}
