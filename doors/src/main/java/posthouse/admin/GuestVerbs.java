// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.base.AccessSnapshot.Role;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.SwitchState;
import posthouse.directory.Directory;
import posthouse.directory.PublicFolder;

/** The verbs about visitors who did not sign in. */
final class GuestVerbs {
    /** Services that know visitors at all. */
    private static final List<String> SERVICES = List.of("web", "ldap");

    private final Directory directory;
    private final FolderVerbs folders;

    GuestVerbs(Directory directory, FolderVerbs folders) {
        this.directory = directory;
        this.folders = folders;
    }

    AdminAnswer show(Principal by) {
        var rows = new ArrayList<List<String>>();
        var switches = directory.anonymous(by);
        for (String service : SERVICES) {
            Optional<SwitchState> state = Optional.ofNullable(switches.get(service));
            rows.add(List.of(
                    "service",
                    service,
                    state.filter(SwitchState::on).isPresent() ? "allowed" : "forbidden",
                    state.map(s -> s.since().truncatedTo(ChronoUnit.SECONDS).toString())
                            .orElse("always"),
                    state.map(SwitchState::by).orElse("")));
        }
        for (PublicFolder f : directory.folders().list(by)) {
            Role role = directory.folders().rights(by, f.path()).anonymous();
            if (role != Role.NONE) rows.add(List.of("folder", f.path(), "allowed", "", ""));
        }
        return AdminAnswer.table(List.of("level", "what", "visitors", "since", "by"), rows);
    }

    AdminAnswer set(Principal by, AdminCommand.AnonymousSet c) {
        if (c.folder().isPresent()) {
            // Closing a folder closes what is below it; opening it does not open what somebody closed there.
            folders.guests(by, c.folder().get(), c.on() ? Role.REVIEWER : Role.NONE, !c.on());
            return AdminAnswer.done(c.folder().get()
                    + (c.on() ? " may be read by visitors" : " and all below it is closed to visitors"));
        }
        List<String> services = c.service().map(List::of).orElse(SERVICES);
        for (String service : services)
            if (!SERVICES.contains(service)) throw new Refused(new Failure.NotFound(KB.NO_SUCH_SERVICE, service));
        for (String service : services) directory.setAnonymous(by, service, c.on(), "");
        return AdminAnswer.done("visitors are " + (c.on() ? "admitted to " : "not admitted to ")
                + String.join(", ", services) + "; signed-in people are not affected");
    }
}
