// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import java.util.Optional;

/** The intake journal: what was acknowledged for several recipients and has not reached them all. */
public interface Journal {

    /** Records an intake, durable on return: now it may be acknowledged. The entry's number is the intake nonce of {@link Tx#deliverOnce}. */
    long add(byte[] envelope, StagedBlob blob);

    /** Entries that are not complete, by number, after the given one (empty: from the first). */
    Slice<Entry> pending(Optional<Long> after, int limit);

    /** Replaces what is recorded of an entry, for example by the recipients that are left. False when it is complete already. */
    boolean update(long intake, byte[] envelope);

    /** Every recipient has it, or was answered otherwise. */
    void complete(long intake);

    /**
     * An intake.
     *
     * @param envelope at most 64 KiB, opaque to the store
     * @param blob usable in appends like the one that was staged
     */
    record Entry(long intake, byte[] envelope, StagedBlob blob) {}
}
