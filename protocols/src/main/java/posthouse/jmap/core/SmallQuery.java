// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.5, §5.6
package posthouse.jmap.core;

import java.util.List;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Queries over lists that are short enough to be read whole. */
public final class SmallQuery {
    private SmallQuery() {}

    /** What part of the result is wanted. */
    public record Window(java.util.Optional<String> anchor, long position, long offset, long limit, boolean total) {
        public static Window of(Args args) {
            return new Window(
                    args.string("anchor"),
                    args.integer("position").orElse(0),
                    args.integer("anchorOffset").orElse(0),
                    args.unsigned("limit").orElse(Long.MAX_VALUE),
                    args.flag("calculateTotal", false));
        }
    }

    /** The response of a /query. */
    public static ObjectNode answer(AccountId account, String state, List<String> ids, Window window) {
        long start = window.position < 0 ? Math.max(0, ids.size() + window.position) : window.position;
        if (window.anchor.isPresent()) {
            int at = ids.indexOf(window.anchor.get());
            if (at < 0) throw new Refused(new Failure.NotFound(KB.ANCHOR_NOT_FOUND, "such id"));
            start = Math.max(0, at + window.offset);
        }
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("queryState", state);
        answer.put("canCalculateChanges", false);
        answer.put("position", start);
        ArrayNode out = answer.putArray("ids");
        ids.stream().skip(start).limit(window.limit).forEach(out::add);
        if (window.total) answer.put("total", ids.size());
        return answer;
    }

    /** The response of a /queryChanges as long as nothing changed; else the list is to be read afresh. */
    public static ObjectNode unchanged(AccountId account, String state, String since, boolean total, int size) {
        if (!state.equals(since)) throw new Refused(new Failure.CannotCalculate(KB.CANNOT_CALCULATE, "query"));
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("oldQueryState", since);
        answer.put("newQueryState", since);
        answer.putArray("removed");
        answer.putArray("added");
        if (total) answer.put("total", size);
        return answer;
    }
}
