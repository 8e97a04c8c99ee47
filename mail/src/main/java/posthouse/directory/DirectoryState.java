// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import posthouse.base.AccountId;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.SwitchState;

/** The directory in memory, as its rows say. Changed only by {@link Directory} under its lock, after the rows. */
final class DirectoryState {
    final Map<OrganisationId, Organisation> organisations = new ConcurrentHashMap<>();
    final Map<String, Domain> domains = new ConcurrentHashMap<>();
    final Map<PersonId, Person> people = new ConcurrentHashMap<>();
    final Map<AccountId, PersonId> owners = new ConcurrentHashMap<>();
    /** Main addresses and aliases in their compared form. */
    final Map<String, PersonId> addresses = new ConcurrentHashMap<>();

    final Map<String, Alias> aliases = new ConcurrentHashMap<>();
    final Map<String, SwitchState> services = new ConcurrentHashMap<>();
    final Map<String, SwitchState> anonymous = new ConcurrentHashMap<>();

    void load(DirectoryRows rows) {
        for (var row : rows.load(DirectoryRows.Kind.ORGANISATION)) {
            var o = DirectoryCodec.organisation(row.value());
            organisations.put(o.id(), o);
        }
        for (var row : rows.load(DirectoryRows.Kind.DOMAIN)) {
            var d = DirectoryCodec.domain(row.value());
            domains.put(d.name(), d);
        }
        for (var row : rows.load(DirectoryRows.Kind.PERSON)) put(DirectoryCodec.person(row.value()));
        for (var row : rows.load(DirectoryRows.Kind.ALIAS)) {
            var a = DirectoryCodec.alias(row.value());
            aliases.put(row.key(), a);
            addresses.put(row.key(), a.person());
        }
        for (var row : rows.load(DirectoryRows.Kind.SWITCH)) {
            var state = DirectoryCodec.switchState(row.value());
            String name = row.key().substring(2);
            (row.key().startsWith("a:") ? anonymous : services).put(name, state);
        }
    }

    @Nullable
    Person personAt(String key) {
        PersonId id = addresses.get(key);
        return id == null ? null : people.get(id);
    }

    void put(Person person) {
        people.put(person.id(), person);
        owners.put(person.account(), person.id());
        Addresses.key(person.address()).ifPresent(key -> addresses.put(key.toString(), person.id()));
    }

    void remove(Person person) {
        people.remove(person.id());
        owners.remove(person.account());
        addresses.values().removeIf(person.id()::equals);
        aliases.values().removeIf(alias -> alias.person().equals(person.id()));
    }
}
