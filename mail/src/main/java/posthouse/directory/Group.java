// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import posthouse.base.GroupId;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;

/**
 * Some people of an organisation under one name, to give rights to, to be looked up, and to write to by its address.
 *
 * @param name as shown; no two groups of an organisation have the same
 * @param address an address that stands for it, when it has one; mail to it goes to every member
 * @param members at most 10,000
 * @param created when it was added
 */
public record Group(
        GroupId id,
        OrganisationId organisation,
        String name,
        Optional<String> address,
        Set<PersonId> members,
        Instant created) {

    Group withMembers(Set<PersonId> next) {
        return new Group(id, organisation, name, address, Set.copyOf(next), created);
    }
}
