// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.6
package posthouse.jmap.mail;

import java.util.ArrayList;
import java.util.List;

/**
 * How a result became another one. Emails are in the order of receivedAt, which never changes, so those that stay keep
 * their order and the difference of the two sets is the whole truth.
 *
 * @param added by rising index in the new result
 */
public record QueryDelta(List<Long> removed, List<Added> added, int total) {
    /** One that is new in the result. */
    public record Added(long id, int index) {}

    /** No change. */
    public static QueryDelta none(EmailScan now) {
        return new QueryDelta(List.of(), List.of(), now.size());
    }

    /** The difference of two scans that both reached their end. */
    public static QueryDelta between(EmailScan before, EmailScan now) {
        return between(before.found(), now.found());
    }

    static QueryDelta between(LongList old, LongList fresh) {
        int head = 0;
        int shorter = Math.min(old.size(), fresh.size());
        while (head < shorter && old.get(head) == fresh.get(head)) head++;
        int tail = 0;
        while (tail < shorter - head && old.get(old.size() - 1 - tail) == fresh.get(fresh.size() - 1 - tail)) tail++;
        var was = new LongSet();
        for (int i = head; i < old.size() - tail; i++) was.add(old.get(i));
        var is = new LongSet();
        List<Added> added = new ArrayList<>();
        for (int i = head; i < fresh.size() - tail; i++) {
            is.add(fresh.get(i));
            if (!was.contains(fresh.get(i))) added.add(new Added(fresh.get(i), i));
        }
        List<Long> removed = new ArrayList<>();
        for (int i = head; i < old.size() - tail; i++) if (!is.contains(old.get(i))) removed.add(old.get(i));
        return new QueryDelta(removed, added, fresh.size());
    }
}
