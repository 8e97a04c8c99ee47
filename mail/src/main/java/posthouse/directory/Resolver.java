// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import posthouse.base.OrganisationId;

/** Who an address is. */
final class Resolver {
    private final DirectoryState state;
    private final Groups groups;

    Resolver(DirectoryState state, Groups groups) {
        this.state = state;
        this.groups = groups;
    }

    Resolution resolve(String address) {
        if (address.equalsIgnoreCase("postmaster")) return postmaster(Optional.empty());
        var key = Addresses.key(address);
        if (key.isEmpty()) return new Resolution.NoSuchAddress();
        Domain domain = state.domains.get(key.get().domain());
        if (domain == null) return new Resolution.NotLocal();
        Person exact = state.personAt(key.get().toString());
        if (exact != null) return new Resolution.Mailbox(exact, Optional.empty());
        String local = key.get().local();
        if (local.equals("postmaster")) return postmaster(Optional.of(domain.organisation()));
        int plus = local.indexOf('+');
        if (plus > 0) {
            Person person =
                    state.personAt(local.substring(0, plus) + "@" + key.get().domain());
            if (person != null) return new Resolution.Mailbox(person, Optional.of(local.substring(plus + 1)));
        }
        return groups.at(key.get()).<Resolution>map(this::members).orElseGet(Resolution.NoSuchAddress::new);
    }

    private Resolution members(Group group) {
        return new Resolution.Members(
                group,
                group.members().stream()
                        .map(state.people::get)
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparing(Person::address))
                        .toList());
    }

    /** RFC 5321 §4.5.1: postmaster always delivers; here to the organisation's first administrator. */
    private Resolution postmaster(Optional<OrganisationId> organisation) {
        return state.people.values().stream()
                .filter(Person::administrator)
                .filter(p -> organisation.isEmpty() || organisation.get().equals(p.organisation()))
                .min(Comparator.comparing(Person::created).thenComparing(Person::address))
                .<Resolution>map(p -> new Resolution.Mailbox(p, Optional.empty()))
                .orElseGet(Resolution.NoSuchAddress::new);
    }
}
