// SPDX-License-Identifier: Apache-2.0
package posthouse.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.Audience;
import posthouse.base.Decision;
import posthouse.base.Explanation;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.MailboxId;
import posthouse.base.Principal;
import posthouse.base.Problem;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.base.ServiceState;
import posthouse.base.Target;
import posthouse.directory.Directory;
import posthouse.directory.Group;
import posthouse.directory.Person;
import posthouse.store.Mailbox;
import posthouse.store.Store;
import posthouse.store.StoreHealth;

/** Explains an access decision level by level, by the very decision that every interface asks for. */
final class WhyVerb {
    private static final String ANONYMOUS = "anonymous";
    /** What brings mail to a group. */
    private static final List<String> MAIL = List.of("smtp", "lmtp");

    /** What a failed store lets nobody begin. The address book is read from memory. */
    private static final List<String> STORED = List.of("web", "smtp", "lmtp", "submission");

    private final Directory directory;
    private final Store store;
    private final ServiceTable services;
    private final Problems problems;
    private final FolderFinder folders;

    /** Finds a folder by what an administrator calls it. */
    @FunctionalInterface
    interface FolderFinder {
        Optional<Target.Mailbox> find(String path);
    }

    WhyVerb(Directory directory, Store store, ServiceTable services, Problems problems, FolderFinder folders) {
        this.directory = directory;
        this.store = store;
        this.services = services;
        this.problems = problems;
        this.folders = folders;
    }

    AdminAnswer why(Principal by, AdminCommand.Why c) {
        Optional<Group> group = directory.find(by, c.who()).isPresent() || !MAIL.contains(c.protocol())
                ? Optional.empty()
                : directory.groups().find(by, c.who());
        if (group.isPresent()) return why(by, c, group.get());
        Optional<Person> person = c.who().equalsIgnoreCase(ANONYMOUS)
                ? Optional.empty()
                : Optional.of(directory
                        .find(by, c.who())
                        .orElseThrow(() -> new Refused(new Failure.NotFound(KB.NOT_FOUND, "account " + c.who()))));
        String service = c.protocol().equals("jmap") ? "web" : c.protocol();
        Principal asker = person.<Principal>map(Person::principal).orElseGet(Principal.Anonymous::new);
        var rows = new ArrayList<List<String>>();
        Optional<Failure> broken = running(service, rows);
        Explanation access = directory.access().explain(asker, Action.USE, new Target.Service(service));
        if (person.isEmpty() && MAIL.contains(service)) return sender(c, service, rows, access, broken);
        access.steps().forEach(step -> rows.add(row(step)));
        Decision decision = access.decision();
        if (decision.granted() && c.folder().isPresent()) {
            Target.Mailbox folder = folder(person, c.folder().get());
            Explanation right = directory.access().explain(asker, Action.READ, folder);
            right.steps().forEach(step -> rows.add(row(step)));
            decision = right.decision();
        }
        return new AdminAnswer(
                List.of("level", "asked", "answer", "since", "by"),
                rows,
                sentence(c, service, decision, broken),
                decision.granted() && broken.isEmpty());
    }

    /** Nobody signs in to bring mail: the server's switch alone decides, and then each recipient's. */
    private AdminAnswer sender(
            AdminCommand.Why c, String service, List<List<String>> rows, Explanation access, Optional<Failure> broken) {
        access.steps().stream()
                .filter(step -> step.asked() == Explanation.Asked.SERVICE)
                .forEach(step -> rows.add(row(step)));
        boolean open = access.steps().getLast().asked() != Explanation.Asked.SERVICE;
        String takes = problems.catalogue().text("why.sender", Map.of("name", problems.name(service)));
        String sentence = open
                ? broken.map(f -> problems.line(f, Audience.ADMINISTRATOR)).orElse(takes)
                : sentence(c, service, access.decision(), broken);
        return new AdminAnswer(
                List.of("level", "asked", "answer", "since", "by"), rows, sentence, open && broken.isEmpty());
    }

    /** Mail to a group: which of its members get it. */
    private AdminAnswer why(Principal by, AdminCommand.Why c, Group group) {
        var rows = new ArrayList<List<String>>();
        Optional<Failure> broken = running(c.protocol(), rows);
        List<Person> members = directory.groups().members(by, group);
        int receive = 0;
        for (Person member : members) {
            Explanation access =
                    directory.access().explain(member.principal(), Action.USE, new Target.Service(c.protocol()));
            if (access.decision().granted()) receive++;
            List<String> last = row(access.steps().getLast());
            rows.add(List.of(last.get(0), member.address(), last.get(2), last.get(3), last.get(4)));
        }
        String key = group.address().isEmpty() ? "why.group.none" : receive == 0 ? "why.group.nobody" : "why.group";
        String sentence = problems.catalogue()
                .text(
                        key,
                        Map.of("who", group.address().orElse(group.name()), "count", receive, "all", members.size()));
        return new AdminAnswer(
                List.of("level", "asked", "answer", "since", "by"),
                rows,
                broken.map(problems::line).orElse(sentence),
                receive > 0 && group.address().isPresent() && broken.isEmpty());
    }

    /** Whether the service runs at all, on a store that serves it; a switch that is on does not say so. */
    private Optional<Failure> running(String service, List<List<String>> rows) {
        ServiceState state = services.states().get(service);
        if (state == null) throw new Refused(new Failure.NotFound(KB.NO_SUCH_SERVICE, service));
        if (state instanceof ServiceState.Failed failed) {
            rows.add(broken(text("why.asked.running", service), failed.failure(), failed.since()));
            return Optional.of(failed.failure());
        }
        return switch (store.health()) {
            case StoreHealth.Failed f
            when STORED.contains(service) -> {
                rows.add(broken(text("why.asked.store", service), f.cause(), f.since()));
                yield Optional.of(f.cause());
            }
            case StoreHealth.Full f
            when MAIL.contains(service) -> {
                rows.add(broken(text("why.asked.store", service), f.cause(), f.since()));
                yield Optional.of(f.cause());
            }
            case StoreHealth.Failed ignored -> Optional.empty();
            case StoreHealth.Full ignored -> Optional.empty();
            case StoreHealth.Works ignored -> Optional.empty();
            case StoreHealth.Closed ignored -> Optional.empty();
        };
    }

    private List<String> broken(String asked, Failure failure, Instant since) {
        return List.of(word(Level.SERVER), asked, problems.line(failure, Audience.ADMINISTRATOR), time(since), "");
    }

    private Target.Mailbox folder(Optional<Person> person, String path) {
        return person.flatMap(p -> own(p, path))
                .or(() -> folders.find(path))
                .orElseThrow(() -> new Refused(new Failure.NotFound(KB.NOT_FOUND, "folder " + path)));
    }

    /** A folder of the person's own mailbox, by its path of names. */
    private Optional<Target.Mailbox> own(Person person, String path) {
        AccountId account = person.account();
        Map<MailboxId, Mailbox> all = store.account(new Principal.System(Principal.Reason.CONTROL), account)
                .read(view -> {
                    var byId = new java.util.HashMap<MailboxId, Mailbox>();
                    view.mailboxes().forEach(m -> byId.put(m.id(), m));
                    return byId;
                });
        return all.values().stream()
                .filter(m -> path(m, all).equalsIgnoreCase(path))
                .findFirst()
                .map(m -> new Target.Mailbox(account, m.id()));
    }

    private static String path(Mailbox mailbox, Map<MailboxId, Mailbox> all) {
        String above = mailbox.parent()
                .map(all::get)
                .map(parent -> path(parent, all) + "/")
                .orElse("");
        return above + mailbox.name();
    }

    private List<String> row(Explanation.Step step) {
        return List.of(
                word(step.level()),
                text("why.asked." + step.asked().name().toLowerCase(Locale.ROOT), step.what()),
                text(step.passed() ? "why.passes" : "why.refuses", step.what()),
                step.state().map(s -> time(s.since())).orElse(""),
                step.state().map(s -> s.by()).orElse(""));
    }

    private String sentence(AdminCommand.Why c, String service, Decision decision, Optional<Failure> broken) {
        var words = Map.of(
                "who", c.who(),
                "name", problems.name(service),
                "folder", c.folder().orElse(""),
                "where", c.folder().isPresent() ? "folder" : "service");
        return switch (decision) {
            case Decision.Granted ignored ->
                broken.map(f -> problems.line(f, Audience.ADMINISTRATOR))
                        .orElseGet(() -> problems.catalogue().text("why.granted", words));
            case Decision.Denied d -> refused(d.level(), new Failure.Denied(d.problem(), d.level()));
            case Decision.Off o -> refused(o.level(), new Failure.Off(o.problem(), o.level(), o.what(), o.state()));
        };
    }

    private String refused(Level level, Failure failure) {
        return problems.catalogue()
                .text(
                        "why.refused",
                        Map.of(
                                "level",
                                word(level),
                                "line",
                                problems.line(failure, Audience.ADMINISTRATOR),
                                "affected",
                                joined(problems.affected(failure)),
                                "unaffected",
                                joined(problems.unaffected(failure))));
    }

    private static String joined(List<Problem.Part> parts) {
        return parts.stream().map(Problem.Part::text).collect(Collectors.joining("; "));
    }

    private String text(String key, String what) {
        return problems.catalogue()
                .text(key, Map.of("name", problems.name(what), "what", what.toLowerCase(Locale.ROOT)));
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
