// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

import posthouse.base.EmailId;
import posthouse.base.ThreadId;

/** Emails in compact arrays, newest first (by receivedAt, then by id). Immutable; keeps no snapshot and may be used after its view. */
public interface MailList {
    /** {@code $seen}. */
    long SEEN = 1;

    long FLAGGED = 1 << 1;
    long ANSWERED = 1 << 2;
    long FORWARDED = 1 << 3;
    long DRAFT = 1 << 4;
    long JUNK = 1 << 5;
    long NOT_JUNK = 1 << 6;
    /** Not a keyword: the email has an attachment. */
    long HAS_ATTACHMENT = 1 << 7;

    int size();

    EmailId email(int index);

    /** Milliseconds since 1970. */
    long receivedAt(int index);

    ThreadId thread(int index);

    /** Octets. */
    long size(int index);

    /** Keywords and {@link #HAS_ATTACHMENT} as bits; see {@link View#keyword}. */
    long bits(int index);

    /** Version of the account that changed the email last. */
    long modseq(int index);

    /** The email's uid in this mailbox; 0 in the list of all emails. */
    long uid(int index);

    /** Where this email is, or -1. */
    int indexOf(EmailId id, long receivedAt);

    /** First index whose email was received before this moment (milliseconds); {@link #size} when there is none. */
    int firstBefore(long receivedAt);

    /** Emails with neither {@code $seen} nor {@code $draft}. */
    default boolean unread(int index) {
        return (bits(index) & (SEEN | DRAFT)) == 0;
    }
}
