// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.util.function.IntToLongFunction;
import posthouse.base.EmailId;
import posthouse.base.ThreadId;
import posthouse.store.MailList;

/** A list with one reader's own marks. */
record PersonalList(MailList shared, IntToLongFunction ownBits) implements MailList {
    @Override
    public int size() {
        return shared.size();
    }

    @Override
    public EmailId email(int index) {
        return shared.email(index);
    }

    @Override
    public long receivedAt(int index) {
        return shared.receivedAt(index);
    }

    @Override
    public ThreadId thread(int index) {
        return shared.thread(index);
    }

    @Override
    public long size(int index) {
        return shared.size(index);
    }

    @Override
    public long bits(int index) {
        return ownBits.applyAsLong(index);
    }

    @Override
    public long modseq(int index) {
        return shared.modseq(index);
    }

    @Override
    public long uid(int index) {
        return shared.uid(index);
    }

    @Override
    public int indexOf(EmailId id, long receivedAt) {
        return shared.indexOf(id, receivedAt);
    }

    @Override
    public int firstBefore(long moment) {
        return shared.firstBefore(moment);
    }
}
