// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.store.AccountSpec;
import posthouse.store.Store;

/** People's accounts in the store. */
final class StoreAccounts implements AccountMaker {
    private static final Principal SYSTEM = new Principal.System(Principal.Reason.DIRECTORY);
    private static final long DEFAULT_QUOTA = 10_000_000_000L;

    private final Store store;

    StoreAccounts(Store store) {
        this.store = store;
    }

    @Override
    public void create(
            AccountId account, OrganisationId organisation, PersonId owner, String name, String address, long quota) {
        store.create(
                SYSTEM,
                account,
                new AccountSpec(
                        AccountSpec.Kind.PERSON, organisation, Optional.of(owner), quota == 0 ? DEFAULT_QUOTA : quota));
    }

    @Override
    public void delete(AccountId account) {
        store.delete(SYSTEM, account);
    }
}
