// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.GroupId;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.SwitchState;

/**
 * A person of an organisation.
 *
 * @param account where their mail lies
 * @param address their main address, as they write it
 * @param name as shown to others
 * @param administrator whether they may administer their organisation
 * @param created when they were added
 * @param enabled the main switch, with the note that a refused person reads
 * @param services switches by service; absent means on
 * @param groups the groups that they are a member of, as of the reading
 */
public record Person(
        PersonId id,
        OrganisationId organisation,
        AccountId account,
        String address,
        String name,
        boolean administrator,
        Instant created,
        SwitchState enabled,
        Map<String, SwitchState> services,
        Set<GroupId> groups) {

    /** This person as one who asks. */
    public Principal.Person principal() {
        return new Principal.Person(id, organisation, account, groups);
    }

    Person withEnabled(SwitchState state) {
        return new Person(id, organisation, account, address, name, administrator, created, state, services, groups);
    }

    Person withServices(Map<String, SwitchState> next) {
        return new Person(
                id, organisation, account, address, name, administrator, created, enabled, Map.copyOf(next), groups);
    }

    Person withGroups(Set<GroupId> next) {
        return new Person(
                id, organisation, account, address, name, administrator, created, enabled, services, Set.copyOf(next));
    }
}
