// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import posthouse.base.Access;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.Clock;
import posthouse.base.Deadline;
import posthouse.base.Principal;
import posthouse.base.Target;
import posthouse.store.ChangeFeed;
import posthouse.store.DataType;
import posthouse.store.row.Head;

/** Tells readers what was committed. */
final class Feeds {
    private final Access access;
    private final Clock clock;
    private final Map<AccountId, Set<Feed>> readers = new ConcurrentHashMap<>();

    Feeds(Access access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    ChangeFeed open(Principal principal, Collection<AccountId> accounts) {
        var feed = new Feed(principal);
        accounts.forEach(feed::add);
        return feed;
    }

    /** Types that a commit changed, at the state that they have now. */
    void publish(AccountId account, Head head, Set<DataType> types, Set<Long> whose) {
        Set<Feed> feeds = readers.get(account);
        if (feeds == null || types.isEmpty()) return;
        for (Feed feed : feeds) feed.offer(account, head, types, whose);
    }

    /** How somebody reads the states of an account that is not theirs. */
    interface States {
        Map<DataType, String> of(Principal principal, AccountId account);
    }

    private volatile States states = (principal, account) -> Map.of();

    void statesBy(States reader) {
        states = reader;
    }

    void closeAll() {
        for (Set<Feed> feeds : readers.values()) for (Feed feed : feeds) feed.close();
    }

    /** One reader's joined changes: at most one state a type and account. */
    private final class Feed implements ChangeFeed {
        private final Principal principal;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition arrived = lock.newCondition();
        private final Set<AccountId> accounts = new HashSet<>();
        private Map<AccountId, Map<DataType, Long>> waiting = new LinkedHashMap<>();
        private boolean closed;

        Feed(Principal principal) {
            this.principal = principal;
        }

        @Override
        public void add(AccountId account) {
            access.require(principal, Action.READ, new Target.Account(account));
            lock.lock();
            try {
                if (closed || !accounts.add(account)) return;
            } finally {
                lock.unlock();
            }
            readers.compute(account, (id, feeds) -> {
                Set<Feed> set = feeds == null ? ConcurrentHashMap.newKeySet() : feeds;
                set.add(this);
                return set;
            });
        }

        void offer(AccountId account, Head head, Set<DataType> types, Set<Long> whose) {
            boolean mine = principal instanceof Principal.Person p && whose.contains(p.id().value());
            if (!mine && types.equals(Set.of(DataType.SEEN))) return;
            lock.lock();
            try {
                var states = waiting.computeIfAbsent(account, id -> new EnumMap<>(DataType.class));
                for (DataType type : types)
                    if (mine || type != DataType.SEEN) states.merge(type, head.state(type), Math::max);
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Optional<Map<AccountId, Map<DataType, String>>> next(Deadline deadline) {
            while (true) {
                Map<AccountId, Map<DataType, Long>> taken = take(deadline);
                if (taken.isEmpty()) return Optional.empty();
                var seen = new HashMap<AccountId, Map<DataType, String>>();
                taken.forEach((account, states) -> {
                    boolean may = access.decide(principal, Action.READ, new Target.Account(account))
                            .granted();
                    if (!may) return;
                    var texts = new EnumMap<DataType, String>(DataType.class);
                    states.forEach((type, version) -> texts.put(type, Long.toString(version)));
                    seen.put(account, whole(account) ? texts : Feeds.this.states.of(principal, account));
                });
                if (!seen.isEmpty()) return Optional.of(seen);
            }
        }

        private boolean whole(AccountId account) {
            return access.decide(principal, Action.WRITE, new Target.Account(account))
                    .granted();
        }

        /** What waits, or an empty map at the deadline, at an interrupt or when closed. */
        private Map<AccountId, Map<DataType, Long>> take(Deadline deadline) {
            lock.lock();
            try {
                while (waiting.isEmpty() && !closed) {
                    long left = deadline.left(clock).toNanos();
                    if (left <= 0) return Map.of();
                    try {
                        arrived.awaitNanos(left);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return Map.of();
                    }
                }
                if (closed) return Map.of();
                Map<AccountId, Map<DataType, Long>> taken = waiting;
                waiting = new LinkedHashMap<>();
                return taken;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean closed() {
            lock.lock();
            try {
                return closed;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            Set<AccountId> mine;
            lock.lock();
            try {
                closed = true;
                mine = Set.copyOf(accounts);
                accounts.clear();
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
            for (AccountId account : mine)
                readers.computeIfPresent(account, (id, feeds) -> {
                    feeds.remove(this);
                    return feeds.isEmpty() ? null : feeds;
                });
        }
    }
}
