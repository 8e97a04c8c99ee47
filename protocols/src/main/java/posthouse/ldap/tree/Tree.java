// SPDX-License-Identifier: Apache-2.0
// RFC 4519 · RFC 2798 · RFC 2247 domain components
package posthouse.ldap.tree;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import posthouse.base.PersonId;
import posthouse.base.Principal;
import posthouse.directory.Alias;
import posthouse.directory.Directory;
import posthouse.directory.Domain;
import posthouse.directory.Group;
import posthouse.directory.Organisation;
import posthouse.directory.Person;
import posthouse.ldap.schema.Names;
import posthouse.ldap.schema.Schema;

/**
 * The part of the directory that one asker may see, as a tree: below each domain {@code ou=people} and {@code ou=groups}. Made for
 * one search; entries are made while the search walks over them.
 */
public final class Tree {
    private static final Comparator<Domain> BY_NAME = Comparator.comparing(Domain::name);

    private final Directory directory;
    private final Principal principal;
    private final Schema schema;
    private final EntryMaker maker;
    private final List<Domain> domains;
    /** Written out once: every entry's name ends in one of them. */
    private final Map<Domain, Written> written = new HashMap<>();

    private Optional<Map<PersonId, List<String>>> aliases = Optional.empty();

    private record Written(String root, String people, String groups) {}

    public Tree(Directory directory, Principal principal, Schema schema) {
        this.directory = directory;
        this.principal = principal;
        this.schema = schema;
        this.domains = directory.domains(principal).stream().sorted(BY_NAME).toList();
        for (Domain domain : domains)
            written.put(
                    domain,
                    new Written(
                            root(domain).toString(),
                            people(domain).toString(),
                            groups(domain).toString()));
        this.maker = new EntryMaker(schema, principal, this::organisation, this::addresses);
    }

    /** A place in the tree. */
    public sealed interface Node {
        record Root(Domain domain) implements Node {}

        record People(Domain domain) implements Node {}

        record Groups(Domain domain) implements Node {}

        record OnePerson(Person person, Domain domain) implements Node {}

        record OneGroup(Group group, Domain domain) implements Node {}
    }

    /** What a name names, and otherwise the nearest that is there above it; none of both outside the tree. */
    public record Found(Optional<Node> node, String nearest) {}

    /** The names of the roots that the asker may see; a domain below another one is part of that one's tree. */
    public List<String> roots() {
        return domains.stream()
                .filter(d -> above(d).isEmpty())
                .map(d -> written(d).root())
                .toList();
    }

    /** The nearest domain of which this one is a subdomain. */
    private Optional<Domain> above(Domain domain) {
        return domains.stream()
                .filter(d -> domain.name().endsWith("." + d.name()))
                .max(Comparator.comparingInt(d -> d.name().length()));
    }

    /** The domains right below one, in the order of their places. */
    private Stream<Node> subdomains(Domain domain) {
        return domains.stream()
                .filter(d -> above(d).filter(domain::equals).isPresent())
                .sorted(Comparator.comparing(d -> order(d, "", "")))
                .map(Node.Root::new);
    }

    private Written written(Domain domain) {
        Written names = written.get(domain);
        if (names == null) throw new IllegalStateException(domain.name());
        return names;
    }

    /** Looks for a name, given as {@link Names#parts}. */
    public Found find(List<String> name) {
        return domains.stream()
                .filter(d -> endsIn(name, parts(written(d).root())))
                // A name below a subdomain is below its domain too.
                .max(Comparator.comparingInt(d -> d.name().length()))
                .map(d -> within(
                        d,
                        name.subList(0, name.size() - parts(written(d).root()).size())))
                .orElseGet(() -> new Found(Optional.empty(), ""));
    }

    private static boolean endsIn(List<String> name, List<String> root) {
        int below = name.size() - root.size();
        return below >= 0 && name.subList(below, name.size()).equals(root);
    }

    private Found within(Domain domain, List<String> below) {
        if (below.isEmpty()) return new Found(Optional.of(new Node.Root(domain)), "");
        String branch = below.getLast();
        boolean people = branch.equals(parts(written(domain).people()).getFirst());
        if (!people && !branch.equals(parts(written(domain).groups()).getFirst()))
            return new Found(Optional.empty(), written(domain).root());
        String parent = people ? written(domain).people() : written(domain).groups();
        Node node = people ? new Node.People(domain) : new Node.Groups(domain);
        if (below.size() == 1) return new Found(Optional.of(node), "");
        Optional<Node> leaf = below.size() == 2 ? leaf(node, below.getFirst()) : Optional.empty();
        return new Found(leaf, leaf.isPresent() ? "" : parent);
    }

    private Optional<Node> leaf(Node parent, String part) {
        Stream<Node> candidates = switch (parent) {
            case Node.People p -> people(p);
            case Node.Groups g -> groups(g);
            default -> Stream.empty();
        };
        return candidates.filter(n -> parts(name(n)).getFirst().equals(part)).findFirst();
    }

    /** The entry at a place. */
    public Entry entry(Node node) {
        return switch (node) {
            case Node.Root n -> maker.root(n.domain(), name(n), order(n.domain(), "0", ""));
            case Node.People n -> maker.unit("people", name(n), order(n.domain(), "1", ""), true);
            case Node.Groups n -> maker.unit("groups", name(n), order(n.domain(), "2", ""), true);
            case Node.OnePerson n ->
                maker.person(
                        n.person(), name(n), order(n.domain(), "1", n.person().address()));
            case Node.OneGroup n ->
                maker.group(n.group(), name(n), order(n.domain(), "2", place(n.group())), members(n.group()));
        };
    }

    /** The entries of a search, in their order. {@code scope} is 0 for the place itself, 1 for what is right below, 2 for all. */
    public Iterator<Entry> entries(Node base, int scope) {
        Stream<Node> nodes = switch (scope) {
            case 0 -> Stream.of(base);
            case 1 -> below(base).filter(n -> isChild(base, n));
            default -> all(base);
        };
        // A list first: an iterator over nested streams would make the entries of a whole branch at once.
        Iterator<Node> places = nodes.toList().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return places.hasNext();
            }

            @Override
            public Entry next() {
                return entry(places.next());
            }
        };
    }

    private Stream<Node> all(Node base) {
        return Stream.concat(Stream.of(base), below(base).flatMap(this::all));
    }

    private Stream<Node> below(Node base) {
        return switch (base) {
            case Node.Root n ->
                Stream.concat(
                        Stream.of(new Node.People(n.domain()), new Node.Groups(n.domain())), subdomains(n.domain()));
            case Node.People n -> people(n);
            case Node.Groups n -> groups(n);
            case Node.OnePerson ignored -> Stream.empty();
            case Node.OneGroup ignored -> Stream.empty();
        };
    }

    /** Between a domain and its subdomain there may be names that are no domains here. */
    private boolean isChild(Node base, Node below) {
        return !(below instanceof Node.Root)
                || parts(name(below)).size() == parts(name(base)).size() + 1;
    }

    private Stream<Node> people(Node.People node) {
        return directory.people(principal).stream()
                .filter(p -> isIn(p, node.domain()))
                .map(p -> new Node.OnePerson(p, node.domain()));
    }

    private Stream<Node> groups(Node.Groups node) {
        // A group of nobody cannot be shown: the class that groups have here asks for a member.
        return directory.groups().list(principal).stream()
                .filter(g -> domainOf(g).filter(node.domain()::equals).isPresent())
                .filter(g -> !g.members().isEmpty())
                .sorted(Comparator.comparing(Tree::place))
                .map(g -> new Node.OneGroup(g, node.domain()));
    }

    private static String place(Group group) {
        return group.name() + "\u0001" + group.id();
    }

    private List<String> members(Group group) {
        return directory.groups().members(principal, group).stream()
                .map(this::nameOf)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The domain of the group's address, else the first of its organisation. */
    private Optional<Domain> domainOf(Group group) {
        return domains.stream()
                .filter(d -> d.organisation().equals(group.organisation()))
                .filter(d -> group.address()
                        .map(a -> MailNames.domain(a).equals(d.name()))
                        .orElse(true))
                .findFirst();
    }

    private Optional<Domain> domainOf(Person person) {
        return domains.stream().filter(d -> isIn(person, d)).findFirst();
    }

    private static boolean isIn(Person person, Domain domain) {
        return person.organisation().equals(domain.organisation())
                && MailNames.domain(person.address()).equals(domain.name());
    }

    /** The distinguished name of a place. */
    public String name(Node node) {
        return switch (node) {
            case Node.Root n -> written(n.domain()).root();
            case Node.People n -> written(n.domain()).people();
            case Node.Groups n -> written(n.domain()).groups();
            case Node.OnePerson n ->
                new RDN("uid", MailNames.local(n.person().address())) + ","
                        + written(n.domain()).people();
            case Node.OneGroup n ->
                new RDN("cn", n.group().name()) + "," + written(n.domain()).groups();
        };
    }

    /** The distinguished name of a person; empty when their domain is gone. */
    public String nameOf(Person person) {
        return domainOf(person).map(d -> name(new Node.OnePerson(person, d))).orElse("");
    }

    private static DN root(Domain domain) {
        List<RDN> parts = new ArrayList<>();
        for (String label : domain.name().split("\\.")) parts.add(new RDN("dc", label));
        return new DN(parts);
    }

    private static DN people(Domain domain) {
        return new DN(new RDN("ou", "people"), root(domain));
    }

    private static DN groups(Domain domain) {
        return new DN(new RDN("ou", "groups"), root(domain));
    }

    private List<String> parts(String name) {
        return schema.names()
                .parts(name)
                .orElseThrow(() -> new IllegalStateException("a name of our own does not fit: " + name));
    }

    /**
     * Sorts as the walk goes, a domain's own branches before its subdomains: labels from the last to the first, with control
     * characters between the parts.
     */
    private static String order(Domain domain, String branch, String leaf) {
        List<String> labels = List.of(domain.name().split("\\.")).reversed();
        return String.join("\u0002", labels) + "\u0001" + branch + "\u0001" + leaf;
    }

    private String organisation(Domain domain) {
        return directory.organisations(principal).stream()
                .filter(o -> o.id().equals(domain.organisation()))
                .map(Organisation::name)
                .findFirst()
                .orElse(domain.name());
    }

    /** All addresses of a person, the main one first. */
    private List<String> addresses(Person person) {
        if (aliases.isEmpty()) {
            Map<PersonId, List<String>> all = new HashMap<>();
            for (Alias alias : directory.aliases(principal))
                all.computeIfAbsent(alias.person(), id -> new ArrayList<>()).add(alias.address());
            aliases = Optional.of(all);
        }
        List<String> own = aliases.get().getOrDefault(person.id(), List.of());
        return Stream.concat(Stream.of(person.address()), own.stream()).toList();
    }
}
