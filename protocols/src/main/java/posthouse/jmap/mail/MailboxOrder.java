// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2.3
package posthouse.jmap.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Refused;
import posthouse.jmap.syntax.Args;
import posthouse.store.Mailbox;
import posthouse.store.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which mailboxes in which order. */
public final class MailboxOrder {
    private static final Comparator<Mailbox> BY_ID = Comparator.comparing(m -> m.id().toString());

    private final Predicate<Mailbox> filter;
    private final Comparator<Mailbox> comparator;
    private final boolean sortAsTree;
    private final boolean filterAsTree;

    private MailboxOrder(
            Predicate<Mailbox> filter, Comparator<Mailbox> comparator, boolean sortAsTree, boolean filterAsTree) {
        this.filter = filter;
        this.comparator = comparator;
        this.sortAsTree = sortAsTree;
        this.filterAsTree = filterAsTree;
    }

    public static MailboxOrder of(Args args) {
        Predicate<Mailbox> filter = args.object("filter")
                .map(node -> filter(Args.of(node, "filter")))
                .orElse(m -> true);
        Comparator<Mailbox> comparator = null;
        var sort = args.array("sort");
        if (sort.isPresent()) {
            for (JsonNode node : sort.get()) {
                if (!(node instanceof ObjectNode object)) throw args.bad("sort", "a comparator is no object");
                Comparator<Mailbox> next = comparator(Args.of(object, "sort"));
                comparator = comparator == null ? next : comparator.thenComparing(next);
            }
        }
        return new MailboxOrder(
                filter,
                comparator == null ? BY_ID : comparator.thenComparing(BY_ID),
                args.flag("sortAsTree", false),
                args.flag("filterAsTree", false));
    }

    private static Comparator<Mailbox> comparator(Args args) {
        String property = args.requiredString("property");
        boolean ascending = args.flag("isAscending", true);
        Collation collation = Collation.asked(args);
        args.done();
        Comparator<Mailbox> comparator = switch (property) {
            case "sortOrder" -> Comparator.comparingInt(Mailbox::sortOrder);
            case "name" -> Comparator.comparing(m -> collation.key(m.name()), Arrays::compareUnsigned);
            case "parentId" ->
                Comparator.comparing(m -> m.parent().map(MailboxId::toString).orElse(""));
            default -> throw new Refused(new Failure.Unsupported(KB.UNSUPPORTED_SORT, property));
        };
        return ascending ? comparator : comparator.reversed();
    }

    private static Predicate<Mailbox> filter(Args args) {
        Optional<String> operator = args.string("operator");
        if (operator.isEmpty()) return condition(args);
        List<Predicate<Mailbox>> parts = new ArrayList<>();
        for (JsonNode node : args.array("conditions").orElseThrow(() -> args.bad("conditions", "they are missing"))) {
            if (!(node instanceof ObjectNode object)) throw args.bad("conditions", "one is no object");
            parts.add(filter(Args.of(object, "filter/conditions")));
        }
        args.done();
        return switch (operator.get()) {
            case "AND" -> m -> parts.stream().allMatch(p -> p.test(m));
            case "OR" -> m -> parts.stream().anyMatch(p -> p.test(m));
            case "NOT" -> m -> parts.stream().noneMatch(p -> p.test(m));
            default -> throw args.bad("operator", "it is none of AND, OR, NOT");
        };
    }

    private static Predicate<Mailbox> condition(Args args) {
        Predicate<Mailbox> all = m -> true;
        for (String name : args.node().propertyNames()) {
            Predicate<Mailbox> one = switch (name) {
                case "parentId" -> {
                    Optional<String> parent = args.string(name);
                    yield m -> m.parent().map(MailboxId::toString).equals(parent);
                }
                case "name" -> {
                    String part = args.requiredString(name).toLowerCase(Locale.ROOT);
                    yield m -> m.name().toLowerCase(Locale.ROOT).contains(part);
                }
                case "role" -> {
                    Optional<String> role = args.string(name);
                    yield m -> m.role().map(Role::jmap).equals(role);
                }
                case "hasAnyRole" -> {
                    boolean has = args.flag(name, true);
                    yield m -> m.role().isPresent() == has;
                }
                case "isSubscribed" -> {
                    boolean subscribed = args.flag(name, true);
                    yield m -> m.subscribed() == subscribed;
                }
                default -> throw new Refused(new Failure.Unsupported(KB.UNSUPPORTED_FILTER, name));
            };
            all = all.and(one);
        }
        return all;
    }

    /** Those that are left, in order. */
    public List<Mailbox> apply(List<Mailbox> all) {
        List<Mailbox> sorted = new ArrayList<>(all);
        sorted.sort(comparator);
        List<Mailbox> ordered = sortAsTree ? tree(sorted, Optional.empty()) : sorted;
        Set<MailboxId> left = new HashSet<>();
        for (Mailbox m : all) if (filter.test(m)) left.add(m.id());
        return ordered.stream()
                .filter(m -> left.contains(m.id()) && (!filterAsTree || ancestorsLeft(m, all, left)))
                .toList();
    }

    /** Those whose place may depend on one of these: themselves, and in a tree all that is below them. */
    public Set<MailboxId> reached(List<Mailbox> all, Set<MailboxId> changed) {
        if (!sortAsTree && !filterAsTree) return changed;
        Set<MailboxId> reached = new HashSet<>(changed);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Mailbox m : all) if (m.parent().filter(reached::contains).isPresent()) grew |= reached.add(m.id());
        }
        return reached;
    }

    private static List<Mailbox> tree(List<Mailbox> sorted, Optional<MailboxId> parent) {
        List<Mailbox> out = new ArrayList<>();
        for (Mailbox m : sorted) {
            if (!m.parent().equals(parent)) continue;
            out.add(m);
            out.addAll(tree(sorted, Optional.of(m.id())));
        }
        return out;
    }

    private static boolean ancestorsLeft(Mailbox mailbox, List<Mailbox> all, Set<MailboxId> left) {
        Optional<MailboxId> at = mailbox.parent();
        for (int depth = 0; at.isPresent() && depth < 50; depth++) {
            if (!left.contains(at.get())) return false;
            MailboxId id = at.get();
            at = all.stream().filter(m -> m.id().equals(id)).findFirst().flatMap(Mailbox::parent);
        }
        return true;
    }
}
