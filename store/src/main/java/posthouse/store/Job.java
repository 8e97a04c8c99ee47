// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import posthouse.base.MailboxId;

/**
 * A long operation that is under way or waits to be resumed.
 *
 * @param done emails changed so far
 */
public record Job(Kind kind, MailboxId mailbox, long done) {

    /** Kinds; the order is part of the format. */
    public enum Kind {
        MARK_ALL_READ,
        EMPTY,
        DESTROY
    }
}
