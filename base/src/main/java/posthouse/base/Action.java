// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/** What a principal wants to do with a target. */
public enum Action {
    /** Use a service at all (web, smtp, lmtp, ldap …). */
    USE,
    /** Know that the object exists. */
    SEE,
    READ,
    /** Keep per-person state (seen). */
    MARK,
    /** Put a new message into a mailbox. */
    POST,
    /** Change keywords, move, file. */
    WRITE,
    DELETE,
    /** Create, rename or delete folders. */
    SHAPE,
    /** Send mail in the account's name. */
    SUBMIT,
    /** Change rights and switches. */
    ADMINISTER,
    /** Deliver incoming mail (the system's). */
    DELIVER
}
