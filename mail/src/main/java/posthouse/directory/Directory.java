// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import posthouse.base.Access;
import posthouse.base.AccessSnapshot;
import posthouse.base.AccessSnapshot.AccountAccess;
import posthouse.base.AccountId;
import posthouse.base.Action;
import posthouse.base.Clock;
import posthouse.base.DomainId;
import posthouse.base.Failure;
import posthouse.base.GroupId;
import posthouse.base.KB;
import posthouse.base.OrganisationId;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.base.Setting;
import posthouse.base.SwitchState;
import posthouse.base.Target;
import posthouse.directory.DirectoryRows.Change;
import posthouse.directory.DirectoryRows.Kind;
import posthouse.store.Store;

/** Who is who: organisations, domains, people, aliases and switches, in memory and in rows. */
public final class Directory {
    private static final int LONGEST_NAME = 200;
    /** The account that the directory lies in: one of the few with a fixed id. */
    private static final AccountId ROWS = new AccountId(1);

    private final DirectoryRows rows;
    private final AccountMaker accounts;
    private final Access access;
    private final Clock clock;
    private final RandomGenerator random;
    private final DirectoryState state = new DirectoryState();
    private final ReentrantLock changing = new ReentrantLock();
    private final Credentials credentials;
    private final Sessions sessions;
    private final Groups groups;
    private final PublicFolders folders;

    Directory(
            DirectoryRows rows, AccountMaker accounts, Access access, Clock clock, RandomGenerator random, int cores) {
        this(rows, accounts, access, clock, random, cores, Optional.empty());
    }

    private Directory(
            DirectoryRows rows,
            AccountMaker accounts,
            Access access,
            Clock clock,
            RandomGenerator random,
            int cores,
            Optional<Store> store) {
        this.rows = rows;
        this.accounts = accounts;
        this.access = access;
        this.clock = clock;
        this.random = random;
        state.load(rows);
        this.credentials = new Credentials(this, rows, access, clock, random, cores);
        this.sessions = new Sessions(this, rows, access, clock, random);
        this.groups = new Groups(this, rows, access, clock, random, changing);
        this.folders = new PublicFolders(this, store, rows, access, clock, random, changing);
        publish();
    }

    /** Opens the directory that lies in the store. The access decision follows it from now on. */
    public static Directory open(Store store, Access access, Clock clock, RandomGenerator random, int cores) {
        var rows = new RecordRows(store.records(new Principal.System(Principal.Reason.DIRECTORY), ROWS));
        return new Directory(rows, new StoreAccounts(store), access, clock, random, cores, Optional.of(store));
    }

    /** Passwords and app passwords. */
    public Credentials credentials() {
        return credentials;
    }

    /** Signed-in browsers. */
    public Sessions sessions() {
        return sessions;
    }

    /** Groups of people. */
    public Groups groups() {
        return groups;
    }

    /** Public folders. */
    public PublicFolders folders() {
        return folders;
    }

    /** The access decision that this directory feeds. */
    public Access access() {
        return access;
    }

    /** Who an address is. Known as soon as the process runs, since the directory lies in memory. */
    public Setting<Resolution> resolve(Principal principal, String address) {
        require(principal, Action.SEE, new Target.Server());
        return new Setting.Known<>(new Resolver(state, groups).resolve(address));
    }

    /** The person with that address or alias, if the principal may know. */
    public Optional<Person> find(Principal principal, String address) {
        return Addresses.key(address)
                .map(key -> state.personAt(key.toString()))
                .filter(p -> sees(principal, p.organisation()));
    }

    public Optional<Person> person(Principal principal, PersonId id) {
        return Optional.ofNullable(state.people.get(id)).filter(p -> sees(principal, p.organisation()));
    }

    private boolean sees(Principal principal, OrganisationId organisation) {
        return access.decide(principal, Action.SEE, new Target.Directory(organisation))
                .granted();
    }

    /** Whose account it is. */
    public Optional<Person> owner(Principal principal, AccountId account) {
        return Optional.ofNullable(state.owners.get(account)).flatMap(id -> person(principal, id));
    }

    /** People the principal may see, by address. */
    public List<Person> people(Principal principal) {
        return state.people.values().stream()
                .filter(p -> sees(principal, p.organisation()))
                .sorted(Comparator.comparing(Person::address))
                .toList();
    }

    /** People of whom a word of the name, or the address, begins with the text; at most {@code limit}. */
    public List<Person> search(Principal principal, String text, int limit) {
        var search = new NameSearch(text);
        return state.people.values().stream()
                .filter(search::finds)
                .filter(p -> sees(principal, p.organisation()))
                .sorted(Comparator.comparing(Person::name).thenComparing(Person::address))
                .limit(limit)
                .toList();
    }

    public List<Organisation> organisations(Principal principal) {
        return state.organisations.values().stream()
                .filter(o -> sees(principal, o.id()))
                .sorted(Comparator.comparing(Organisation::name))
                .toList();
    }

    public List<Domain> domains(Principal principal) {
        return state.domains.values().stream()
                .filter(d -> sees(principal, d.organisation()))
                .sorted(Comparator.comparing(Domain::name))
                .toList();
    }

    public List<Alias> aliases(Principal principal) {
        return state.aliases.values().stream()
                .filter(a -> person(principal, a.person()).isPresent())
                .sorted(Comparator.comparing(Alias::address))
                .toList();
    }

    /** All addresses of a person, the main one first. */
    public List<String> addressesOf(Principal principal, PersonId id) {
        var all = new ArrayList<String>();
        person(principal, id).ifPresent(p -> all.add(p.address()));
        aliases(principal).stream().filter(a -> a.person().equals(id)).forEach(a -> all.add(a.address()));
        return all;
    }

    public Organisation addOrganisation(Principal principal, String name) {
        require(principal, Action.ADMINISTER, new Target.Server());
        changing.lock();
        try {
            var organisation = new Organisation(OrganisationId.fresh(random), named(name));
            rows.write(List.of(
                    Change.put(Kind.ORGANISATION, organisation.id().toString(), DirectoryCodec.of(organisation))));
            state.organisations.put(organisation.id(), organisation);
            return organisation;
        } finally {
            changing.unlock();
        }
    }

    public Domain addDomain(Principal principal, OrganisationId organisation, String name) {
        require(principal, Action.ADMINISTER, new Target.Directory(organisation));
        String ascii = Addresses.domain(name).orElseThrow(() -> Addresses.noDomain(name));
        changing.lock();
        try {
            if (state.domains.containsKey(ascii)) throw exists("domain");
            var domain = new Domain(DomainId.fresh(random), organisation, ascii);
            rows.write(List.of(Change.put(Kind.DOMAIN, ascii, DirectoryCodec.of(domain))));
            state.domains.put(ascii, domain);
            return domain;
        } finally {
            changing.unlock();
        }
    }

    /** Removes a domain that no address lies in any more. */
    public void deleteDomain(Principal principal, String name) {
        String ascii = Addresses.domain(name).orElseThrow(() -> Addresses.noDomain(name));
        changing.lock();
        try {
            Domain domain = Optional.ofNullable(state.domains.get(ascii)).orElseThrow(() -> missing("domain"));
            require(principal, Action.ADMINISTER, new Target.Directory(domain.organisation()));
            if (state.addresses.keySet().stream().anyMatch(a -> a.endsWith("@" + ascii)) || groups.within(ascii))
                throw new Refused(new Failure.Conflict(KB.DOMAIN_IN_USE, ascii));
            rows.write(List.of(Change.delete(Kind.DOMAIN, ascii)));
            state.domains.remove(ascii);
        } finally {
            changing.unlock();
        }
    }

    public Person addPerson(Principal principal, NewPerson wanted) {
        Addresses.Key key = Addresses.key(wanted.address()).orElseThrow(() -> Addresses.none(wanted.address()));
        if (key.local().contains("+"))
            throw badInput(
                    "address",
                    "\"" + wanted.address() + "\" has a plus sign, behind which people write tags of their own");
        Domain domain = domainOf(key);
        require(principal, Action.ADMINISTER, new Target.Directory(domain.organisation()));
        Credentials.requireStrength(wanted.password());
        byte[] hash = credentials.hash(wanted.password());
        changing.lock();
        try {
            requireFree(key);
            Instant now = clock.now();
            var person = new Person(
                    PersonId.fresh(random),
                    domain.organisation(),
                    AccountId.fresh(random),
                    wanted.address(),
                    named(wanted.name()),
                    wanted.administrator(),
                    now,
                    new SwitchState(true, now, "", ""),
                    Map.of(),
                    Set.of());
            accounts.create(
                    person.account(),
                    person.organisation(),
                    person.id(),
                    person.name(),
                    person.address(),
                    wanted.quota());
            rows.write(List.of(
                    Change.put(Kind.PERSON, person.id().toString(), DirectoryCodec.of(person)),
                    Change.put(Kind.PASSWORD, person.id().toString(), hash)));
            state.put(person);
            credentials.put(person.id(), hash);
            publish();
            return person;
        } finally {
            changing.unlock();
        }
    }

    /** Removes a person with their mail, aliases, passwords and sessions. */
    public void deletePerson(Principal principal, PersonId id) {
        Person person = administered(principal, id);
        changing.lock();
        try {
            var changes = new ArrayList<Change>();
            changes.add(Change.delete(Kind.PERSON, id.toString()));
            changes.add(Change.delete(Kind.PASSWORD, id.toString()));
            state.aliases.forEach((key, alias) -> {
                if (alias.person().equals(id)) changes.add(Change.delete(Kind.ALIAS, key));
            });
            changes.addAll(groups.leaving(id));
            rows.write(changes);
            state.remove(person);
            groups.left(id);
            publish();
        } finally {
            changing.unlock();
        }
        credentials.forget(id);
        sessions.endAll(principal, id, Optional.empty(), "account deleted");
        accounts.delete(person.account());
    }

    public Alias addAlias(Principal principal, String address, PersonId id) {
        Addresses.Key key = Addresses.key(address).orElseThrow(() -> Addresses.none(address));
        changing.lock();
        try {
            Person person = administered(principal, id);
            if (!domainOf(key).organisation().equals(person.organisation())) throw missing("domain");
            requireFree(key);
            var alias = new Alias(address, id);
            rows.write(List.of(Change.put(Kind.ALIAS, key.toString(), DirectoryCodec.of(alias))));
            state.aliases.put(key.toString(), alias);
            state.addresses.put(key.toString(), id);
            return alias;
        } finally {
            changing.unlock();
        }
    }

    public void deleteAlias(Principal principal, String address) {
        Addresses.Key key = Addresses.key(address).orElseThrow(() -> Addresses.none(address));
        changing.lock();
        try {
            Alias alias = Optional.ofNullable(state.aliases.get(key.toString())).orElseThrow(() -> missing("alias"));
            administered(principal, alias.person());
            rows.write(List.of(Change.delete(Kind.ALIAS, key.toString())));
            state.aliases.remove(key.toString());
            state.addresses.remove(key.toString());
        } finally {
            changing.unlock();
        }
    }

    /** The main switch of an account. A disabled person's sessions are refused, with the reason; opened again, they are over. */
    public Person setEnabled(Principal principal, PersonId id, boolean on, String note) {
        boolean before = administered(principal, id).enabled().on();
        Person changed =
                change(principal, id, p -> p.withEnabled(state(principal, Optional.of(p.enabled()), on, note)));
        if (on && !before) sessions.endAll(principal, id, Optional.empty(), "the account was disabled meanwhile");
        return changed;
    }

    /** One service's switch at account level. */
    public Person setService(Principal principal, PersonId id, String service, boolean on, String note) {
        return change(principal, id, p -> {
            var next = new HashMap<>(p.services());
            if (on) next.remove(service);
            else next.put(service, state(principal, Optional.ofNullable(next.get(service)), false, note));
            return p.withServices(next);
        });
    }

    /** One service's switch at server level, obeyed again after a restart. */
    public void setServerService(Principal principal, String service, boolean on, String note) {
        setSwitch(principal, "s:", state.services, service, on, note);
    }

    /** Whether anonymous visitors may use a service, for every service that was ever switched; others are closed to them. */
    public Map<String, SwitchState> anonymous(Principal principal) {
        require(principal, Action.ADMINISTER, new Target.Server());
        return Map.copyOf(state.anonymous);
    }

    /** Whether anonymous visitors may use a service. */
    public void setAnonymous(Principal principal, String service, boolean on, String note) {
        setSwitch(principal, "a:", state.anonymous, service, on, note);
    }

    /** What was wanted of a service when it was last switched; empty when nobody ever did. */
    public Optional<SwitchState> serverService(String service) {
        return Optional.ofNullable(state.services.get(service));
    }

    private void setSwitch(
            Principal principal, String prefix, Map<String, SwitchState> into, String name, boolean on, String note) {
        require(principal, Action.ADMINISTER, new Target.Server());
        changing.lock();
        try {
            SwitchState next = state(principal, Optional.ofNullable(into.get(name)), on, note);
            rows.write(List.of(Change.put(Kind.SWITCH, prefix + name, DirectoryCodec.of(next))));
            into.put(name, next);
            publish();
        } finally {
            changing.unlock();
        }
    }

    private interface PersonChange {
        Person of(Person person);
    }

    private Person change(Principal principal, PersonId id, PersonChange change) {
        changing.lock();
        try {
            Person next = change.of(administered(principal, id));
            rows.write(List.of(Change.put(Kind.PERSON, id.toString(), DirectoryCodec.of(next))));
            state.put(next);
            publish();
            return next;
        } finally {
            changing.unlock();
        }
    }

    /** Who throws a switch that stands so already throws nothing: since when, and by whom, stays true. */
    private SwitchState state(Principal principal, Optional<SwitchState> before, boolean on, String note) {
        return before.filter(s -> s.on() == on)
                .map(s -> new SwitchState(on, s.since(), s.by(), note.isBlank() ? s.note() : note))
                .orElseGet(() -> new SwitchState(on, clock.now(), nameOf(principal), note));
    }

    /** Who acts, in words for the change log and for administrators. */
    public String nameOf(Principal principal) {
        return switch (principal) {
            case Principal.Person p -> addressOf(p.id());
            case Principal.Administrator a -> addressOf(a.id());
            case Principal.Delegate d -> addressOf(d.actor().id());
            case Principal.Anonymous ignored -> "anonymous";
            case Principal.System s -> s.reason().name().toLowerCase(Locale.ROOT);
        };
    }

    private String addressOf(PersonId id) {
        Person person = state.people.get(id);
        return person == null ? id.toString() : person.address();
    }

    /** The person, if the principal may administer them. */
    Person administered(Principal principal, PersonId id) {
        Person person = Optional.ofNullable(state.people.get(id)).orElseThrow(() -> missing("account"));
        require(principal, Action.ADMINISTER, new Target.Directory(person.organisation()));
        return person;
    }

    /** The person with that id, asked by the directory itself. */
    Optional<Person> known(PersonId id) {
        return Optional.ofNullable(state.people.get(id));
    }

    /** The person at that address, asked by the directory itself. */
    Optional<Person> known(String address) {
        return Addresses.key(address).map(key -> state.personAt(key.toString()));
    }

    /** Refuses an address that is no address of the organisation's domains, or that somebody has. */
    void requireFree(OrganisationId organisation, String address) {
        Addresses.Key key = Addresses.key(address).orElseThrow(() -> Addresses.none(address));
        if (!domainOf(key).organisation().equals(organisation)) throw missing("domain");
        requireFree(key);
    }

    private void requireFree(Addresses.Key key) {
        if (state.addresses.containsKey(key.toString()) || groups.has(key)) throw exists("address");
    }

    private Domain domainOf(Addresses.Key key) {
        Domain domain = state.domains.get(key.domain());
        if (domain == null) throw missing("domain");
        return domain;
    }

    private void require(Principal principal, Action action, Target target) {
        access.require(principal, action, target);
    }

    /** Joins all that decisions need into the next snapshot. Under the lock, after the rows. */
    void publish() {
        Map<PersonId, Set<GroupId>> memberships = groups.byPerson();
        state.people.replaceAll((id, p) -> p.withGroups(memberships.getOrDefault(id, Set.of())));
        for (PersonId id : state.people.keySet()) memberships.putIfAbsent(id, Set.of());
        Map<AccountId, AccountAccess> known = new HashMap<>();
        for (Person p : state.people.values())
            known.put(
                    p.account(),
                    new AccountAccess(p.organisation(), Optional.of(p.id()), p.enabled(), p.services(), Map.of()));
        known.putAll(folders.access());
        access.publish(new AccessSnapshot(
                access.snapshot().epoch() + 1,
                Map.copyOf(state.services),
                Map.copyOf(state.anonymous),
                known,
                memberships));
    }

    static String named(String name) {
        String text = name.strip();
        if (text.isEmpty() || text.length() > LONGEST_NAME || text.chars().anyMatch(c -> c < 32 || c == 127))
            throw badInput("name", "it is empty, longer than " + LONGEST_NAME + " letters, or has control characters");
        return text;
    }

    private static Refused badInput(String where, String what) {
        return new Refused(new Failure.BadInput(KB.BAD_SYNTAX, where, what));
    }

    private static Refused exists(String what) {
        return new Refused(new Failure.AlreadyExists(KB.ALREADY_EXISTS, what));
    }

    private static Refused missing(String what) {
        return new Refused(new Failure.NotFound(KB.NOT_FOUND, what));
    }
}
