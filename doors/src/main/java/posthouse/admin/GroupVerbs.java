// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.util.ArrayList;
import java.util.List;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.directory.Directory;
import posthouse.directory.Group;
import posthouse.directory.Organisation;
import posthouse.directory.Person;

/** The verbs about groups. */
final class GroupVerbs {
    private final Directory directory;

    GroupVerbs(Directory directory) {
        this.directory = directory;
    }

    AdminAnswer add(Principal by, AdminCommand.GroupAdd c) {
        Organisation into = directory.organisations(by).stream()
                .filter(o ->
                        c.organisation().isEmpty() || c.organisation().get().equalsIgnoreCase(o.name()))
                .findFirst()
                .orElseThrow(() -> missing("organisation"));
        Group made = directory.groups().add(by, into.id(), c.name(), c.address());
        return AdminAnswer.done(made.name() + " added to " + into.name()
                + made.address()
                        .map(a -> "; mail to " + a + " goes to its members, once there are some")
                        .orElse(""));
    }

    AdminAnswer list(Principal by) {
        return AdminAnswer.table(
                List.of("group", "address", "members"),
                directory.groups().list(by).stream()
                        .map(g -> List.of(
                                g.name(),
                                g.address().orElse(""),
                                "" + g.members().size()))
                        .toList());
    }

    AdminAnswer show(Principal by, String name) {
        return AdminAnswer.table(
                List.of("address", "name"),
                directory.groups().members(by, group(by, name)).stream()
                        .map(p -> List.of(p.address(), p.name()))
                        .toList());
    }

    AdminAnswer delete(Principal by, String name) {
        directory.groups().delete(by, group(by, name).id());
        return AdminAnswer.done(name + " deleted; its members keep their accounts");
    }

    AdminAnswer members(Principal by, AdminCommand.GroupMembers c) {
        Group group = group(by, c.name());
        var people = new ArrayList<Person>();
        for (String address : c.addresses())
            people.add(directory.find(by, address).orElseThrow(() -> missing("account " + address)));
        var ids = people.stream().map(Person::id).toList();
        Group next = c.in()
                ? directory.groups().addMembers(by, group.id(), ids)
                : directory.groups().removeMembers(by, group.id(), ids);
        return AdminAnswer.done(
                next.name() + " has " + next.members().size() + (next.members().size() == 1 ? " member" : " members"));
    }

    private Group group(Principal by, String name) {
        return directory.groups().find(by, name).orElseThrow(() -> missing("group " + name));
    }

    private static Refused missing(String what) {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, what));
    }
}
