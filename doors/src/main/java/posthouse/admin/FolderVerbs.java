// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import posthouse.base.AccessSnapshot.FolderRights;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.Failure;
import posthouse.base.GroupId;
import posthouse.base.KB;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.Target;
import posthouse.directory.Directory;
import posthouse.directory.Group;
import posthouse.directory.Organisation;
import posthouse.directory.Person;
import posthouse.directory.PublicFolder;
import posthouse.store.RightsHolder;

/** The verbs about public folders. */
final class FolderVerbs {
    static final String SIGNED_IN = "signed-in";
    static final String ANONYMOUS = "anonymous";

    private final Directory directory;

    FolderVerbs(Directory directory) {
        this.directory = directory;
    }

    AdminAnswer create(Principal by, AdminCommand.FolderCreate c) {
        Organisation into = directory.organisations(by).stream()
                .filter(o ->
                        c.organisation().isEmpty() || c.organisation().get().equalsIgnoreCase(o.name()))
                .findFirst()
                .orElseThrow(() -> missing("organisation"));
        PublicFolder made = directory.folders().create(by, into.id(), c.path());
        FolderRights rights = directory.folders().rights(by, made.path());
        return AdminAnswer.done(made.path() + " created; everyone signed in: " + word(rights.signedIn())
                + ", visitors: " + word(rights.anonymous()));
    }

    AdminAnswer list(Principal by) {
        var rows = new ArrayList<List<String>>();
        for (PublicFolder f : directory.folders().list(by)) {
            FolderRights rights = directory.folders().rights(by, f.path());
            rows.add(List.of(
                    f.path(), "" + f.mailbox().totalEmails(), word(rights.signedIn()), word(rights.anonymous())));
        }
        return AdminAnswer.table(List.of("folder", "posts", SIGNED_IN, ANONYMOUS), rows);
    }

    AdminAnswer rename(Principal by, AdminCommand.FolderRename c) {
        PublicFolder folder = directory.folders().rename(by, c.path(), c.to());
        return AdminAnswer.done(c.path() + " is now " + folder.path() + "; its old address leads there");
    }

    AdminAnswer delete(Principal by, String path) {
        directory.folders().delete(by, path);
        return AdminAnswer.done(path + " deleted with its posts");
    }

    AdminAnswer rights(Principal by, AdminCommand.FolderRightsOf c) {
        if (!c.roles().isEmpty()) {
            var roles = new LinkedHashMap<RightsHolder, Optional<Role>>();
            for (String each : c.roles()) {
                int at = each.lastIndexOf('=');
                if (at < 1) throw bad(each, "it is not WHO=ROLE");
                roles.put(holder(by, each.substring(0, at)), role(each.substring(at + 1)));
            }
            directory.folders().setRights(by, c.path(), roles, c.below());
        }
        return AdminAnswer.table(
                List.of("who", "role"), rows(by, directory.folders().rights(by, c.path())));
    }

    AdminAnswer publish(Principal by, AdminCommand.FolderPublish c) {
        guests(by, c.path(), Role.REVIEWER, c.below());
        return AdminAnswer.done(c.path() + " may be read by visitors"
                + (admitted() ? "" : "; they are admitted to the web service by: posthouse anonymous allow"));
    }

    /** What visitors may do in a folder. */
    void guests(Principal by, String path, Role role, boolean below) {
        directory.folders().setRights(by, path, Map.of(new RightsHolder.Anonymous(), Optional.of(role)), below);
    }

    /** The folder that an administrator means. */
    Optional<Target.Mailbox> target(String path) {
        return directory
                .folders()
                .find(new Principal.System(Principal.Reason.CONTROL), path)
                .map(found -> new Target.Mailbox(
                        found.folder().account(), found.folder().id()));
    }

    private boolean admitted() {
        var web = directory.access().snapshot().anonymous().get("web");
        return web != null && web.on();
    }

    private List<List<String>> rows(Principal by, FolderRights rights) {
        var rows = new ArrayList<List<String>>();
        rights.people().forEach((id, role) -> rows.add(List.of(person(by, id), word(role))));
        rights.groups().forEach((id, role) -> rows.add(List.of(group(by, id), word(role))));
        rows.sort((a, b) -> a.getFirst().compareToIgnoreCase(b.getFirst()));
        rows.add(List.of(SIGNED_IN, word(rights.signedIn())));
        rows.add(List.of(ANONYMOUS, word(rights.anonymous())));
        return rows;
    }

    private String person(Principal by, PersonId id) {
        return directory.person(by, id).map(Person::address).orElse(id + " (deleted)");
    }

    private String group(Principal by, GroupId id) {
        return directory.groups().get(by, id).map(Group::name).orElse(id + " (deleted)");
    }

    private RightsHolder holder(Principal by, String who) {
        if (who.equals(SIGNED_IN)) return new RightsHolder.SignedIn();
        if (who.equals(ANONYMOUS)) return new RightsHolder.Anonymous();
        Optional<Person> person = directory.find(by, who);
        if (person.isPresent()) return new RightsHolder.Person(person.get().id());
        return directory
                .groups()
                .find(by, who)
                .<RightsHolder>map(g -> new RightsHolder.Group(g.id()))
                .orElseThrow(() -> missing("account or group " + who));
    }

    /** "default" takes a row away, so that groups and everyone's role count again. */
    private static Optional<Role> role(String word) {
        if (word.equals("default")) return Optional.empty();
        for (Role role : Role.values()) if (word(role).equals(word)) return Optional.of(role);
        throw bad(word, "a role is one of none, reviewer, author, editor, owner, default");
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static Refused missing(String what) {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, what));
    }

    private static Refused bad(String where, String why) {
        return new Refused(new Failure.BadInput(KB.BAD_SYNTAX, where, why));
    }
}
