// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Action;
import posthouse.base.Audience;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.OrganisationId;
import posthouse.base.Principal;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.base.ServiceState;
import posthouse.base.Target;
import posthouse.delivery.Importer;
import posthouse.directory.AppPassword;
import posthouse.directory.Directory;
import posthouse.directory.NewPerson;
import posthouse.directory.Organisation;
import posthouse.directory.Person;
import posthouse.directory.Session;
import posthouse.store.CheckReport;
import posthouse.store.Quota;
import posthouse.store.Store;
import posthouse.store.View;

/** Carries out administrators' commands. The one place behind console and command line; every command is logged with who gave it. */
public final class AdminDoor {
    private static final Logger LOG = LoggerFactory.getLogger(AdminDoor.class);

    private final Directory directory;
    private final Store store;
    private final ServiceTable services;
    private final Importer importer;
    private final Problems problems;
    private final GroupVerbs groups;
    private final WhyVerb why;
    private final Health health;
    private final FolderVerbs folders;
    private final GuestVerbs guests;

    public AdminDoor(
            Directory directory,
            Store store,
            ServiceTable services,
            Health health,
            Importer importer,
            Problems problems) {
        this.health = health;
        this.directory = directory;
        this.store = store;
        this.services = services;
        this.importer = importer;
        this.problems = problems;
        this.groups = new GroupVerbs(directory);
        this.folders = new FolderVerbs(directory);
        this.guests = new GuestVerbs(directory, folders);
        this.why = new WhyVerb(directory, store, services, problems, folders::target);
    }

    /** Runs one command. Refuses with what keeps it from being done. */
    // Long because: one case a verb, so that a new verb does not compile until it is answered here.
    public AdminAnswer run(Principal by, AdminCommand command, Progress progress) {
        directory.access().require(by, Action.ADMINISTER, new Target.Server());
        AdminAnswer answer = switch (command) {
            case AdminCommand.ServiceList ignored -> serviceList(by);
            case AdminCommand.ServiceStart c -> serviceState(c.name(), services.start(by, c.name()));
            case AdminCommand.ServiceStop c -> serviceState(c.name(), services.stop(by, c.name(), c.grace(), c.note()));
            case AdminCommand.ServiceRestart c -> serviceState(c.name(), services.restart(by, c.name(), c.grace()));
            case AdminCommand.ServicePlan c -> plan(by, c);
            case AdminCommand.Status ignored -> status();
            case AdminCommand.AccountAdd c -> accountAdd(by, c);
            case AdminCommand.AccountList ignored -> accountList(by);
            case AdminCommand.AccountShow c -> accountShow(by, person(by, c.address()));
            case AdminCommand.AccountPasswd c -> {
                directory.credentials().reset(by, person(by, c.address()).id(), c.password());
                yield AdminAnswer.done("password of " + c.address() + " changed; its sessions ended");
            }
            case AdminCommand.AccountEnable c -> {
                directory.setEnabled(by, person(by, c.address()).id(), c.on(), c.message());
                yield AdminAnswer.done(c.address() + (c.on() ? " enabled" : " disabled"));
            }
            case AdminCommand.AccountDelete c -> {
                directory.deletePerson(by, person(by, c.address()).id());
                yield AdminAnswer.done(c.address() + " deleted with its mail");
            }
            case AdminCommand.AccountProtocols c -> protocols(by, c);
            case AdminCommand.DomainAdd c -> domainAdd(by, c);
            case AdminCommand.DomainList ignored ->
                AdminAnswer.table(
                        List.of("domain", "organisation"),
                        directory.domains(by).stream()
                                .map(d -> List.of(d.name(), organisationName(by, d.organisation())))
                                .toList());
            case AdminCommand.DomainDelete c -> {
                directory.deleteDomain(by, c.name());
                yield AdminAnswer.done(c.name() + " deleted");
            }
            case AdminCommand.AliasAdd c -> {
                directory.addAlias(by, c.alias(), person(by, c.address()).id());
                yield AdminAnswer.done(c.alias() + " leads to " + c.address());
            }
            case AdminCommand.AliasList ignored -> aliasList(by);
            case AdminCommand.AliasDelete c -> {
                directory.deleteAlias(by, c.alias());
                yield AdminAnswer.done(c.alias() + " deleted");
            }
            case AdminCommand.GroupAdd c -> groups.add(by, c);
            case AdminCommand.GroupList ignored -> groups.list(by);
            case AdminCommand.GroupShow c -> groups.show(by, c.name());
            case AdminCommand.GroupDelete c -> groups.delete(by, c.name());
            case AdminCommand.GroupMembers c -> groups.members(by, c);
            case AdminCommand.AnonymousShow ignored -> guests.show(by);
            case AdminCommand.AnonymousSet c -> guests.set(by, c);
            case AdminCommand.FolderCreate c -> folders.create(by, c);
            case AdminCommand.FolderList ignored -> folders.list(by);
            case AdminCommand.FolderRename c -> folders.rename(by, c);
            case AdminCommand.FolderDelete c -> folders.delete(by, c.path());
            case AdminCommand.FolderRightsOf c -> folders.rights(by, c);
            case AdminCommand.FolderPublish c -> folders.publish(by, c);
            case AdminCommand.AppPasswordAdd c -> {
                var made = directory
                        .credentials()
                        .addAppPassword(by, person(by, c.address()).id(), c.name(), c.services());
                yield AdminAnswer.table(
                        List.of("id", "secret"),
                        List.of(List.of(made.appPassword().id(), made.secret())));
            }
            case AdminCommand.AppPasswordList c -> appPasswords(by, c.address());
            case AdminCommand.AppPasswordDelete c -> {
                directory.credentials().deleteAppPassword(by, c.id());
                yield AdminAnswer.done(c.id() + " revoked");
            }
            case AdminCommand.SessionList c -> sessions(by, c.address());
            case AdminCommand.SessionEnd c -> sessionEnd(by, c);
            case AdminCommand.Import c -> imported(by, c, progress);
            case AdminCommand.Check ignored -> check(store.check(by));
            case AdminCommand.Why c -> why.why(by, c);
        };
        LOG.atInfo()
                .addKeyValue("by", directory.nameOf(by))
                .addKeyValue("command", command.getClass().getSimpleName())
                .log("Administered");
        return answer;
    }

    private AdminAnswer status() {
        List<Health.Found> found = health.found();
        return new AdminAnswer(
                List.of("what", "works", "since", "why"),
                found.stream()
                        .map(f -> List.of(
                                problems.name(f.name()),
                                f.works() ? "yes" : "no",
                                time(f.since()),
                                f.why()
                                        .map(w -> problems.line(w, Audience.ADMINISTRATOR))
                                        .orElse("")))
                        .toList(),
                "",
                found.stream()
                        .allMatch(f -> f.works()
                                || f.why().filter(Failure.Off.class::isInstance).isPresent()));
    }

    private AdminAnswer serviceList(Principal by) {
        return AdminAnswer.table(
                List.of("service", "wanted", "state", "since", "addresses", "sessions", "problem"),
                services.list(by).stream()
                        .map(s -> List.of(
                                s.service(),
                                s.wanted() ? "on" : "off",
                                word(s.state()),
                                time(s.state().since()),
                                String.join(" ", s.addresses()),
                                "" + s.sessions(),
                                s.state() instanceof ServiceState.Failed f
                                        ? problems.line(f.failure(), Audience.ADMINISTRATOR)
                                        : ""))
                        .toList());
    }

    private static String word(ServiceState state) {
        return switch (state) {
            case ServiceState.Stopped ignored -> "stopped";
            case ServiceState.Starting ignored -> "starting";
            case ServiceState.Running ignored -> "running";
            case ServiceState.Paused ignored -> "paused";
            case ServiceState.Draining ignored -> "draining";
            case ServiceState.Failed ignored -> "failed";
        };
    }

    private static AdminAnswer serviceState(String name, ServiceState state) {
        return AdminAnswer.done(name + " is " + word(state));
    }

    private AdminAnswer plan(Principal by, AdminCommand.ServicePlan c) {
        return AdminAnswer.table(
                List.of("service", "sessions"),
                (c.start() ? services.planStart(by, c.name()) : services.plan(by, c.name()))
                        .stream()
                                .map(t -> List.of(t.service(), "" + t.sessions()))
                                .toList());
    }

    private AdminAnswer accountAdd(Principal by, AdminCommand.AccountAdd c) {
        // An address without its sign is refused below, with what is wrong with it.
        String name = c.name().isBlank() ? c.address().split("@", 2)[0] : c.name();
        Person made =
                directory.addPerson(by, new NewPerson(c.address(), name, c.password(), c.administrator(), c.quota()));
        return AdminAnswer.done(made.address() + " added");
    }

    private AdminAnswer accountList(Principal by) {
        return AdminAnswer.table(
                List.of("address", "name", "role", "state", "since"),
                directory.people(by).stream()
                        .map(p -> List.of(
                                p.address(),
                                p.name(),
                                p.administrator() ? "administrator" : "person",
                                p.enabled().on() ? "enabled" : "disabled",
                                time(p.created())))
                        .toList());
    }

    private AdminAnswer accountShow(Principal by, Person p) {
        // Sizes are the administrator's business; what is in the mail is not.
        Quota quota = store.account(new Principal.System(Principal.Reason.CONTROL), p.account())
                .read(View::quota);
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("address", p.address()));
        rows.add(List.of("name", p.name()));
        rows.add(List.of("account", p.account().toString()));
        rows.add(List.of("role", p.administrator() ? "administrator" : "person"));
        rows.add(List.of(
                "state",
                p.enabled().on() ? "enabled" : "disabled " + p.enabled().note()));
        rows.add(List.of("used", quota.usedBytes() + " bytes"));
        rows.add(List.of("limit", quota.limitBytes() == 0 ? "none" : quota.limitBytes() + " bytes"));
        rows.add(List.of("addresses", String.join(" ", directory.addressesOf(by, p.id()))));
        rows.add(List.of("sessions", "" + directory.sessions().list(by, p.id()).size()));
        p.services().forEach((service, state) -> rows.add(List.of(service, state.on() ? "on" : "off " + state.note())));
        return AdminAnswer.table(List.of("what", "value"), rows);
    }

    private AdminAnswer protocols(Principal by, AdminCommand.AccountProtocols c) {
        Person person = person(by, c.address());
        for (String service : c.switches().keySet()) services.require(service);
        c.switches().forEach((service, on) -> directory.setService(by, person.id(), service, on, ""));
        return accountShow(by, person(by, c.address()));
    }

    private AdminAnswer domainAdd(Principal by, AdminCommand.DomainAdd c) {
        List<Organisation> all = directory.organisations(by);
        Organisation into = c.organisation()
                .map(name -> all.stream()
                        .filter(o -> o.name().equals(name))
                        .findFirst()
                        .orElseGet(() -> directory.addOrganisation(by, name)))
                .orElseGet(() -> all.isEmpty() ? directory.addOrganisation(by, c.name()) : all.getFirst());
        return AdminAnswer.done(directory.addDomain(by, into.id(), c.name()).name() + " added to " + into.name());
    }

    private String organisationName(Principal by, OrganisationId id) {
        return directory.organisations(by).stream()
                .filter(o -> o.id().equals(id))
                .map(Organisation::name)
                .findFirst()
                .orElse("");
    }

    private AdminAnswer aliasList(Principal by) {
        return AdminAnswer.table(
                List.of("alias", "address"),
                directory.aliases(by).stream()
                        .map(a -> List.of(
                                a.address(),
                                directory
                                        .person(by, a.person())
                                        .map(Person::address)
                                        .orElse("")))
                        .toList());
    }

    private AdminAnswer appPasswords(Principal by, String address) {
        return AdminAnswer.table(
                List.of("id", "name", "services", "created", "used"),
                directory.credentials().appPasswords(by, person(by, address).id()).stream()
                        .map(AdminDoor::row)
                        .toList());
    }

    private static List<String> row(AppPassword a) {
        return List.of(
                a.id(),
                a.name(),
                String.join(" ", a.services()),
                time(a.created()),
                a.lastUsed().map(AdminDoor::time).orElse("never"));
    }

    private AdminAnswer sessions(Principal by, String address) {
        return AdminAnswer.table(
                List.of("id", "device", "network", "since", "used"),
                directory.sessions().list(by, person(by, address).id()).stream()
                        .map(AdminDoor::row)
                        .toList());
    }

    private static List<String> row(Session s) {
        return List.of(s.id(), s.device(), s.network(), time(s.since()), time(s.lastUsed()));
    }

    private AdminAnswer sessionEnd(Principal by, AdminCommand.SessionEnd c) {
        Person person = person(by, c.address());
        String why = "an administrator signed you out";
        if (c.id().isPresent()) {
            directory.sessions().end(by, c.id().get(), why);
            return AdminAnswer.done("1 session ended");
        }
        int count = directory.sessions().endAll(by, person.id(), Optional.empty(), why);
        return AdminAnswer.done(count + " sessions ended");
    }

    private AdminAnswer imported(Principal by, AdminCommand.Import c, Progress progress) {
        Person person = person(by, c.address());
        Importer.Result result = importer.run(
                person.account(),
                c.mailbox(),
                Importer.Format.valueOf(c.format().name()),
                c.files(),
                progress::say);
        var rows = result.refused().stream()
                .map(r -> List.of(r.item(), problems.line(r.why(), Audience.ADMINISTRATOR)))
                .toList();
        return new AdminAnswer(
                List.of("refused", "why"),
                rows,
                result.stored() + " messages imported into " + c.mailbox() + " of " + c.address() + ", " + rows.size()
                        + " refused",
                rows.isEmpty());
    }

    private static AdminAnswer check(CheckReport report) {
        var rows = report.findings().stream().map(List::of).toList();
        return new AdminAnswer(
                List.of("finding"), rows, rows.isEmpty() ? "no finding" : rows.size() + " findings", rows.isEmpty());
    }

    private Person person(Principal by, String address) {
        return directory
                .find(by, address)
                .orElseThrow(() -> new Refused(new Failure.NotFound(KB.NOT_FOUND, "account " + address)));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How long a service may take to end its sessions when nobody said. */
    public static final Duration GRACE = Duration.ofSeconds(10);
}
