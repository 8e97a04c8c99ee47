// SPDX-License-Identifier: Apache-2.0
package posthouse.store.hot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import posthouse.base.AccountId;

/** The lists that are kept, within a bound of memory; those not used for longest go first. */
public final class Lists {
    /** Versions of a list that are kept, so that a view made a moment ago finds its own. They share nearly everything. */
    private static final int VERSIONS = 4;

    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Key, Deque<HotList>> lists = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /** Which list: a mailbox, or all emails. */
    public record Key(AccountId account, boolean all, long mailbox) {}

    public Lists(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The newest list that is not newer than the version. */
    public Optional<HotList> find(Key key, long version) {
        lock.lock();
        try {
            Deque<HotList> versions = lists.get(key);
            if (versions == null) return Optional.empty();
            for (HotList list : versions) if (list.version() <= version) return Optional.of(list);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a list. */
    public void keep(Key key, HotList list) {
        lock.lock();
        try {
            Deque<HotList> versions = lists.computeIfAbsent(key, k -> new ArrayDeque<>());
            if (!versions.isEmpty() && versions.getFirst().version() >= list.version()) return;
            if (!versions.isEmpty()) bytes -= versions.getFirst().weight();
            versions.addFirst(list);
            if (versions.size() > VERSIONS) versions.removeLast();
            bytes += list.weight();
            shrink();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all lists of an account. */
    public void forget(AccountId account) {
        lock.lock();
        try {
            lists.entrySet().removeIf(e -> {
                if (!e.getKey().account().equals(account)) return false;
                bytes -= e.getValue().getFirst().weight();
                return true;
            });
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of memory in use, about. */
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    private void shrink() {
        var oldest = lists.entrySet().iterator();
        while (bytes > mostBytes && lists.size() > 1 && oldest.hasNext()) {
            Map.Entry<Key, Deque<HotList>> entry = oldest.next();
            bytes -= entry.getValue().getFirst().weight();
            oldest.remove();
        }
    }
}
