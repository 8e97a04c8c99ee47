// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.5, RFC 8621 §4.4.2
package posthouse.jmap.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a result of emails is sorted. What is equal by all of it stays in the order of the lists, newest first.
 *
 * @param by the comparators, the first one counts most
 */
public record EmailOrder(List<By> by) {
    /** What sorts there are, as the session object names them. */
    public static final List<String> PROPERTIES = List.of(
            "receivedAt",
            "sentAt",
            "from",
            "to",
            "subject",
            "size",
            "hasKeyword",
            "allInThreadHaveKeyword",
            "someInThreadHaveKeyword");

    private static final int MOST = 16;

    /** One comparator. */
    public record By(Key key, boolean ascending, Collation collation) {}

    /** What is compared. */
    public sealed interface Key {
        /** A property that needs nothing beside its name. */
        enum Plain implements Key {
            RECEIVED_AT,
            SENT_AT,
            FROM,
            TO,
            SUBJECT,
            SIZE
        }

        /** False comes before true. */
        record HasKeyword(String keyword) implements Key {}

        /** False comes before true. */
        record InThread(Filter.Which which, String keyword) implements Key {}
    }

    public EmailOrder {
        by = List.copyOf(by);
    }

    /** Reads the sort argument; without one the newest is first. */
    static EmailOrder parse(Args args) {
        List<By> by = new ArrayList<>();
        for (JsonNode node : args.array("sort").orElseGet(Json::array)) {
            if (!(node instanceof ObjectNode object)) throw args.bad("sort", "a comparator is no object");
            if (by.size() == MOST) throw unsupported("more than " + MOST + " properties at once");
            by.add(comparator(Args.of(object, "sort")));
        }
        if (by.isEmpty()) by.add(new By(Key.Plain.RECEIVED_AT, false, Collation.UNICODE_CASEMAP));
        return new EmailOrder(by);
    }

    private static By comparator(Args args) {
        String property = args.requiredString("property");
        Key key = switch (property) {
            case "receivedAt" -> Key.Plain.RECEIVED_AT;
            case "sentAt" -> Key.Plain.SENT_AT;
            case "from" -> Key.Plain.FROM;
            case "to" -> Key.Plain.TO;
            case "subject" -> Key.Plain.SUBJECT;
            case "size" -> Key.Plain.SIZE;
            case "hasKeyword" -> new Key.HasKeyword(keyword(args));
            case "allInThreadHaveKeyword" -> new Key.InThread(Filter.Which.ALL, keyword(args));
            case "someInThreadHaveKeyword" -> new Key.InThread(Filter.Which.SOME, keyword(args));
            default -> throw unsupported(property);
        };
        boolean ascending = args.flag("isAscending", true);
        Collation collation = Collation.asked(args);
        args.done();
        return new By(key, ascending, collation);
    }

    private static String keyword(Args args) {
        return args.requiredString("keyword").toLowerCase(Locale.ROOT);
    }

    static Refused unsupported(String what) {
        return new Refused(new Failure.Unsupported(KB.UNSUPPORTED_SORT, what));
    }

    /** Whether it is the order of the lists, one way or the other. */
    boolean isOfLists() {
        return by.size() == 1 && by.getFirst().key.equals(Key.Plain.RECEIVED_AT);
    }

    /** Whether the lists are walked from the oldest on. */
    boolean oldestFirst() {
        return isOfLists() && by.getFirst().ascending;
    }
}
