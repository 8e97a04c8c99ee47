// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import posthouse.base.BlobId;

/** Blobs that got a new reference while a sweep looks for those without any. */
final class BlobPins {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<BlobId> pinned = new HashSet<>();
    private boolean sweeping;

    /** Called before a blob that exists is referred to once more; afterwards the caller sees whether it still exists. */
    void pin(BlobId id) {
        lock.lock();
        try {
            if (sweeping) pinned.add(id);
        } finally {
            lock.unlock();
        }
    }

    /** A sweep begins; false when one is under way. */
    boolean begin() {
        lock.lock();
        try {
            if (sweeping) return false;
            sweeping = true;
            pinned.clear();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            sweeping = false;
            pinned.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Runs the removal unless the blob was pinned; nobody can pin it meanwhile. */
    boolean unlessPinned(BlobId id, Runnable removal) {
        lock.lock();
        try {
            if (pinned.contains(id)) return false;
            removal.run();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
