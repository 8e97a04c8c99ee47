// SPDX-License-Identifier: Apache-2.0
package posthouse.store.row;

/**
 * An email's place in a mailbox.
 *
 * @param savedAt milliseconds since 1970
 * @param deleted IMAP's flag, which belongs to the place and not to the email
 */
public record Membership(long mailbox, long uid, long savedAt, boolean deleted) {}
