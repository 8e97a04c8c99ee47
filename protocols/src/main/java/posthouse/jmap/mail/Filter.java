// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.4.1
package posthouse.jmap.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Refused;
import posthouse.formats.TextQuery;
import posthouse.jmap.syntax.Args;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A condition on emails. */
public sealed interface Filter {
    record And(List<Filter> parts) implements Filter {}

    record Or(List<Filter> parts) implements Filter {}

    /** None of the parts holds. */
    record Not(List<Filter> parts) implements Filter {}

    /** An id that is none stands for a mailbox that holds nothing. */
    record InMailbox(Optional<MailboxId> mailbox) implements Filter {}

    record InMailboxOtherThan(Set<MailboxId> mailboxes) implements Filter {}

    record Before(Instant moment) implements Filter {}

    record After(Instant moment) implements Filter {}

    record MinSize(long octets) implements Filter {}

    record MaxSize(long octets) implements Filter {}

    record HasKeyword(String keyword) implements Filter {}

    record HasAttachment(boolean has) implements Filter {}

    record InThread(Which which, String keyword) implements Filter {}

    record Text(Field field, TextQuery query) implements Filter {}

    /** How many of a thread's emails have a keyword. */
    enum Which {
        ALL,
        SOME,
        NONE
    }

    /** Where a text is looked for. */
    enum Field {
        ANY,
        FROM,
        TO,
        CC,
        BCC,
        SUBJECT,
        BODY
    }

    int MOST = 500;

    /** Everything matches. */
    static Filter everything() {
        return new And(List.of());
    }

    /** Reads the filter argument; an absent one matches everything. */
    static Filter parse(Optional<ObjectNode> filter) {
        var count = new int[1];
        return filter.map(node -> parse(node, "filter", count)).orElseGet(Filter::everything);
    }

    private static Filter parse(ObjectNode node, String where, int[] count) {
        if (++count[0] > MOST) throw Args.of(node, where).bad("conditions", "there are more than " + MOST);
        Args args = Args.of(node, where);
        Optional<String> operator = args.string("operator");
        if (operator.isEmpty()) return condition(args);
        List<Filter> parts = new ArrayList<>();
        var conditions = args.array("conditions").orElseThrow(() -> args.bad("conditions", "they are missing"));
        int i = 0;
        for (JsonNode child : conditions) {
            String place = where + "/conditions/" + i++;
            if (!(child instanceof ObjectNode object)) throw args.bad("conditions", "one is no object");
            parts.add(parse(object, place, count));
        }
        args.done();
        return switch (operator.get()) {
            case "AND" -> new And(List.copyOf(parts));
            case "OR" -> new Or(List.copyOf(parts));
            case "NOT" -> new Not(List.copyOf(parts));
            default -> throw args.bad("operator", "it is none of AND, OR, NOT");
        };
    }

    private static Filter condition(Args args) {
        List<Filter> parts = new ArrayList<>();
        for (String name : args.node().propertyNames()) parts.add(member(args, name));
        return parts.size() == 1 ? parts.getFirst() : new And(List.copyOf(parts));
    }

    private static Filter member(Args args, String name) {
        return switch (name) {
            case "inMailbox" -> new InMailbox(MailboxId.parse(args.requiredString(name)));
            case "inMailboxOtherThan" -> new InMailboxOtherThan(others(args, name));
            case "before" -> new Before(args.utcDate(name).orElseThrow(() -> args.bad(name, "it is null")));
            case "after" -> new After(args.utcDate(name).orElseThrow(() -> args.bad(name, "it is null")));
            case "minSize" -> new MinSize(args.unsigned(name).orElse(0));
            case "maxSize" -> new MaxSize(args.unsigned(name).orElse(Long.MAX_VALUE));
            case "hasKeyword" -> new HasKeyword(keyword(args, name));
            case "notKeyword" -> new Not(List.of(new HasKeyword(keyword(args, name))));
            case "allInThreadHaveKeyword" -> new InThread(Which.ALL, keyword(args, name));
            case "someInThreadHaveKeyword" -> new InThread(Which.SOME, keyword(args, name));
            case "noneInThreadHaveKeyword" -> new InThread(Which.NONE, keyword(args, name));
            case "hasAttachment" -> new HasAttachment(args.flag(name, true));
            case "text" -> text(args, name, Field.ANY);
            case "from" -> text(args, name, Field.FROM);
            case "to" -> text(args, name, Field.TO);
            case "cc" -> text(args, name, Field.CC);
            case "bcc" -> text(args, name, Field.BCC);
            case "subject" -> text(args, name, Field.SUBJECT);
            case "body" -> text(args, name, Field.BODY);
            default -> throw new Refused(new Failure.Unsupported(KB.UNSUPPORTED_FILTER, name));
        };
    }

    private static Filter text(Args args, String name, Field field) {
        return new Text(field, TextQuery.of(args.requiredString(name)));
    }

    private static String keyword(Args args, String name) {
        return args.requiredString(name).toLowerCase(Locale.ROOT);
    }

    private static Set<MailboxId> others(Args args, String name) {
        var out = new LinkedHashSet<MailboxId>();
        for (String id : args.strings(name).orElseThrow(() -> args.bad(name, "it is null")))
            MailboxId.parse(id).ifPresent(out::add);
        return out;
    }

    /** The mailbox that everything that matches is in, when the filter says so at its top. */
    default Optional<MailboxId> mailbox() {
        return switch (this) {
            case InMailbox in -> in.mailbox();
            case And and ->
                and.parts().stream().flatMap(part -> part.mailbox().stream()).findFirst();
            default -> Optional.empty();
        };
    }

    /** Whether this is the mailbox and nothing else. */
    default boolean isMailboxOnly() {
        return switch (this) {
            case InMailbox in -> in.mailbox().isPresent();
            case And and -> and.parts().size() == 1 && and.parts().getFirst().isMailboxOnly();
            default -> false;
        };
    }

    /** Whether text is looked for. */
    default boolean hasText() {
        return anyOf(filter -> filter instanceof Text);
    }

    /** Whether other emails of the thread decide. */
    default boolean hasThread() {
        return anyOf(filter -> filter instanceof InThread);
    }

    /** Whether a condition of that kind is anywhere within. */
    default boolean anyOf(java.util.function.Predicate<Filter> kind) {
        return kind.test(this)
                || switch (this) {
                    case And and -> and.parts().stream().anyMatch(part -> part.anyOf(kind));
                    case Or or -> or.parts().stream().anyMatch(part -> part.anyOf(kind));
                    case Not not -> not.parts().stream().anyMatch(part -> part.anyOf(kind));
                    default -> false;
                };
    }
}
