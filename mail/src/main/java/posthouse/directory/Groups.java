// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import posthouse.base.Access;
import posthouse.base.Action;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.GroupId;
import posthouse.base.KB;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.Target;
import posthouse.directory.DirectoryRows.Change;
import posthouse.directory.DirectoryRows.Kind;

/** Groups of people. A change of members holds at once in every decision. */
public final class Groups {
    private static final int MOST_MEMBERS = 10_000;

    private final Directory directory;
    private final DirectoryRows rows;
    private final Access access;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReentrantLock changing;
    private final Map<GroupId, Group> groups = new ConcurrentHashMap<>();

    Groups(
            Directory directory,
            DirectoryRows rows,
            Access access,
            Clock clock,
            RandomGenerator random,
            ReentrantLock changing) {
        this.directory = directory;
        this.rows = rows;
        this.access = access;
        this.clock = clock;
        this.random = random;
        this.changing = changing;
        for (var row : rows.load(Kind.GROUP)) {
            Group group = DirectoryCodec.group(row.value());
            groups.put(group.id(), group);
        }
    }

    /** Groups that the principal may see, by name. */
    public List<Group> list(Principal principal) {
        return groups.values().stream()
                .filter(g -> visible(principal, g))
                .sorted(Comparator.comparing(Group::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /** The group with that name or address, if the principal may see it. */
    public Optional<Group> find(Principal principal, String name) {
        return list(principal).stream()
                .filter(g -> g.name().equalsIgnoreCase(name)
                        || g.address().filter(name::equalsIgnoreCase).isPresent())
                .findFirst();
    }

    public Optional<Group> get(Principal principal, GroupId id) {
        return Optional.ofNullable(groups.get(id)).filter(g -> visible(principal, g));
    }

    /** The members that the principal may see, by address. */
    public List<Person> members(Principal principal, Group group) {
        return group.members().stream()
                .flatMap(id -> directory.person(principal, id).stream())
                .sorted(Comparator.comparing(Person::address))
                .toList();
    }

    private boolean visible(Principal principal, Group group) {
        return access.decide(principal, Action.SEE, new Target.Directory(group.organisation()))
                .granted();
    }

    /** Makes a group without members. */
    public Group add(Principal principal, OrganisationId organisation, String name, Optional<String> address) {
        access.require(principal, Action.ADMINISTER, new Target.Directory(organisation));
        String named = Directory.named(name);
        changing.lock();
        try {
            address.ifPresent(a -> directory.requireFree(organisation, a));
            boolean taken = groups.values().stream()
                    .anyMatch(g ->
                            g.organisation().equals(organisation) && g.name().equalsIgnoreCase(named));
            if (taken) throw new Refused(new Failure.AlreadyExists(KB.ALREADY_EXISTS, "group"));
            var group = new Group(GroupId.fresh(random), organisation, named, address, Set.of(), clock.now());
            keep(group);
            return group;
        } finally {
            changing.unlock();
        }
    }

    public void delete(Principal principal, GroupId id) {
        changing.lock();
        try {
            administered(principal, id);
            rows.write(List.of(Change.delete(Kind.GROUP, id.toString())));
            groups.remove(id);
            directory.publish();
        } finally {
            changing.unlock();
        }
    }

    /** Adds people of the group's organisation; those who are in it already stay. */
    public Group addMembers(Principal principal, GroupId id, Collection<PersonId> people) {
        changing.lock();
        try {
            Group group = administered(principal, id);
            for (PersonId each : people)
                if (directory
                        .known(each)
                        .filter(p -> p.organisation().equals(group.organisation()))
                        .isEmpty()) throw new Refused(new Failure.NotFound(KB.NOT_FOUND, "account"));
            var next = new HashSet<>(group.members());
            next.addAll(people);
            if (next.size() > MOST_MEMBERS)
                throw new Refused(new Failure.TooMany(KB.TOO_MANY_OF_THEM, "members", next.size(), MOST_MEMBERS));
            return keep(group.withMembers(next));
        } finally {
            changing.unlock();
        }
    }

    /** Takes people out; those who were not in it are no matter. */
    public Group removeMembers(Principal principal, GroupId id, Collection<PersonId> people) {
        changing.lock();
        try {
            Group group = administered(principal, id);
            var next = new HashSet<>(group.members());
            next.removeAll(Set.copyOf(people));
            return keep(group.withMembers(next));
        } finally {
            changing.unlock();
        }
    }

    private Group keep(Group group) {
        rows.write(List.of(Change.put(Kind.GROUP, group.id().toString(), DirectoryCodec.of(group))));
        groups.put(group.id(), group);
        directory.publish();
        return group;
    }

    private Group administered(Principal principal, GroupId id) {
        Group group = Optional.ofNullable(groups.get(id))
                .orElseThrow(() -> new Refused(new Failure.NotFound(KB.NOT_FOUND, "group")));
        access.require(principal, Action.ADMINISTER, new Target.Directory(group.organisation()));
        return group;
    }

    /** The groups of everybody who is in one. */
    Map<PersonId, Set<GroupId>> byPerson() {
        var all = new HashMap<PersonId, Set<GroupId>>();
        for (Group group : groups.values())
            for (PersonId member : group.members())
                all.computeIfAbsent(member, k -> new HashSet<>()).add(group.id());
        return all;
    }

    /** Whether the address stands for a group. */
    boolean has(Addresses.Key address) {
        return at(address).isPresent();
    }

    /** The group that an address stands for. */
    Optional<Group> at(Addresses.Key address) {
        return groups.values().stream()
                .filter(g -> g.address()
                        .flatMap(Addresses::key)
                        .filter(address::equals)
                        .isPresent())
                .findFirst();
    }

    /** Whether a group's address lies in the domain. */
    boolean within(String domain) {
        return groups.values().stream()
                .anyMatch(g -> g.address()
                        .flatMap(Addresses::key)
                        .filter(k -> k.domain().equals(domain))
                        .isPresent());
    }

    /** Changes that take a person out of every group, and what then follows in memory. Under the directory's lock. */
    List<Change> leaving(PersonId person) {
        var changes = new ArrayList<Change>();
        for (Group group : List.copyOf(groups.values())) {
            if (!group.members().contains(person)) continue;
            changes.add(Change.put(Kind.GROUP, group.id().toString(), DirectoryCodec.of(without(group, person))));
        }
        return changes;
    }

    /** After {@link #leaving} was written. */
    void left(PersonId person) {
        groups.replaceAll((id, group) -> group.members().contains(person) ? without(group, person) : group);
    }

    private static Group without(Group group, PersonId person) {
        var next = new HashSet<>(group.members());
        next.remove(person);
        return group.withMembers(next);
    }
}
