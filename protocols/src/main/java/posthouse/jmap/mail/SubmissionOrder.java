// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §7.3
package posthouse.jmap.mail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.delivery.Submission;
import posthouse.jmap.syntax.Args;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which submissions in which order. */
public final class SubmissionOrder {
    private static final Comparator<Submission> BY_ID = Comparator.comparing(s -> s.id().toString());

    private final Predicate<Submission> filter;
    private final Comparator<Submission> comparator;
    private final boolean canChange;

    private SubmissionOrder(Predicate<Submission> filter, Comparator<Submission> comparator, boolean canChange) {
        this.filter = filter;
        this.comparator = comparator;
        this.canChange = canChange;
    }

    public static SubmissionOrder of(Args args) {
        Predicate<Submission> filter = args.object("filter")
                .map(node -> filter(Args.of(node, "filter")))
                .orElse(s -> true);
        Comparator<Submission> comparator =
                Comparator.comparing(Submission::sendAt).reversed();
        var sort = args.array("sort");
        if (sort.isPresent() && !sort.get().isEmpty()) {
            List<Comparator<Submission>> all = new ArrayList<>();
            for (JsonNode node : sort.get()) {
                if (!(node instanceof ObjectNode object)) throw args.bad("sort", "a comparator is no object");
                all.add(comparator(Args.of(object, "sort")));
            }
            comparator = all.stream().reduce(Comparator::thenComparing).orElseThrow();
        }
        boolean canChange = args.object("filter").map(SubmissionOrder::asksUndo).orElse(false);
        return new SubmissionOrder(filter, comparator.thenComparing(BY_ID), canChange);
    }

    private static boolean asksUndo(JsonNode filter) {
        if (filter.has("undoStatus")) return true;
        for (JsonNode part : filter.path("conditions")) if (asksUndo(part)) return true;
        return false;
    }

    /** Whether a submission that stays may come into the result or leave it. */
    public boolean canChange() {
        return canChange;
    }

    private static Comparator<Submission> comparator(Args args) {
        String property = args.requiredString("property");
        boolean ascending = args.flag("isAscending", true);
        Collation.asked(args);
        args.done();
        Comparator<Submission> comparator = switch (property) {
            case "emailId" -> Comparator.comparing(s -> s.email().toString());
            case "threadId" -> Comparator.comparing(s -> s.thread().toString());
            case "sentAt", "sendAt" -> Comparator.comparing(Submission::sendAt);
            default -> throw new Refused(new Failure.Unsupported(KB.UNSUPPORTED_SORT, property));
        };
        return ascending ? comparator : comparator.reversed();
    }

    private static Predicate<Submission> filter(Args args) {
        Optional<String> operator = args.string("operator");
        if (operator.isEmpty()) return condition(args);
        List<Predicate<Submission>> parts = new ArrayList<>();
        for (JsonNode node : args.array("conditions").orElseThrow(() -> args.bad("conditions", "they are missing"))) {
            if (!(node instanceof ObjectNode object)) throw args.bad("conditions", "one is no object");
            parts.add(filter(Args.of(object, "filter/conditions")));
        }
        args.done();
        return switch (operator.get()) {
            case "AND" -> s -> parts.stream().allMatch(p -> p.test(s));
            case "OR" -> s -> parts.stream().anyMatch(p -> p.test(s));
            case "NOT" -> s -> parts.stream().noneMatch(p -> p.test(s));
            default -> throw args.bad("operator", "it is none of AND, OR, NOT");
        };
    }

    private static Predicate<Submission> condition(Args args) {
        Predicate<Submission> all = s -> true;
        for (String name : args.node().propertyNames()) {
            Predicate<Submission> one = switch (name) {
                case "identityIds" -> {
                    List<String> ids = args.strings(name).orElse(List.of());
                    yield s -> ids.contains(s.identity().toString());
                }
                case "emailIds" -> {
                    List<String> ids = args.strings(name).orElse(List.of());
                    yield s -> ids.contains(s.email().toString());
                }
                case "threadIds" -> {
                    List<String> ids = args.strings(name).orElse(List.of());
                    yield s -> ids.contains(s.thread().toString());
                }
                case "undoStatus" -> {
                    String status = args.requiredString(name);
                    yield s -> SubmissionJson.undo(s).equals(status);
                }
                case "before" -> {
                    var moment = args.utcDate(name).orElseThrow(() -> args.bad(name, "it is null"));
                    yield s -> s.sendAt().isBefore(moment);
                }
                case "after" -> {
                    var moment = args.utcDate(name).orElseThrow(() -> args.bad(name, "it is null"));
                    yield s -> !s.sendAt().isBefore(moment);
                }
                default -> throw new Refused(new Failure.Unsupported(KB.UNSUPPORTED_FILTER, name));
            };
            all = all.and(one);
        }
        return all;
    }

    /** Those that are left, in order. */
    public List<Submission> apply(List<Submission> all) {
        return all.stream().filter(filter).sorted(comparator).toList();
    }
}
