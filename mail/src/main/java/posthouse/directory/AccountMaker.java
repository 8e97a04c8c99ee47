// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import posthouse.base.AccountId;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;

/** Makes and removes the accounts that people's mail lies in. */
public interface AccountMaker {
    /** Creates a person's account with its mailboxes; durable on return. */
    void create(
            AccountId account, OrganisationId organisation, PersonId owner, String name, String address, long quota);

    /** Removes the account with all mail in it. */
    void delete(AccountId account);
}
