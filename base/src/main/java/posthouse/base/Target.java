// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/** The object of an access decision. */
public sealed interface Target {
    /** The server as a whole: its services, settings and store. */
    record Server() implements Target {}

    /** One service of the server, by its name in the service table. */
    record Service(String name) implements Target {}

    /** An organisation's directory. */
    record Directory(OrganisationId organisation) implements Target {}

    /** One account as a whole. */
    record Account(AccountId account) implements Target {}

    /** One mailbox of an account. */
    record Mailbox(AccountId account, MailboxId mailbox) implements Target {}
}
