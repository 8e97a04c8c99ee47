// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.5, §5.6
package posthouse.jmap.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
    public record Window(Optional<String> anchor, long position, long offset, long limit, boolean total) {
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
        answer.put("canCalculateChanges", true);
        answer.put("position", start);
        ArrayNode out = answer.putArray("ids");
        ids.stream().skip(start).limit(window.limit).forEach(out::add);
        if (window.total) answer.put("total", ids.size());
        return answer;
    }

    /** What a /queryChanges asks for, besides filter and sort. */
    public record Since(String state, OptionalLong max, Optional<String> upTo, boolean total) {
        public static Since of(Args args) {
            return new Since(
                    args.requiredString("sinceQueryState"),
                    args.unsigned("maxChanges"),
                    args.string("upToId"),
                    args.flag("calculateTotal", false));
        }
    }

    /**
     * How a result may have become another one: whoever takes out what is removed and puts in what is added, by rising index,
     * has the result of now.
     *
     * @param moved those that were there before and may have come in, gone out or changed their place
     * @param created those that were not there before
     * @param fixed whether what filter and sort look at never changes; then nothing is told behind upToId
     */
    public record Delta(String newState, Set<String> moved, Set<String> created, boolean fixed) {}

    /** The response of a /queryChanges over the result as it is now. */
    public static ObjectNode changes(AccountId account, Since since, Delta delta, List<String> now) {
        List<Integer> added = new ArrayList<>();
        int known = delta.fixed ? since.upTo.map(now::indexOf).orElse(-1) : -1;
        int end = known < 0 ? now.size() : known;
        for (int i = 0; i < end; i++)
            if (delta.moved.contains(now.get(i)) || delta.created.contains(now.get(i))) added.add(i);
        long count = delta.moved.size() + added.size();
        if (since.max.isPresent() && count > since.max.getAsLong())
            throw new Refused(new Failure.TooMany(KB.TOO_MANY_CHANGES, "changes", count, since.max.getAsLong()));
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("oldQueryState", since.state);
        answer.put("newQueryState", delta.newState);
        ArrayNode removed = answer.putArray("removed");
        delta.moved.forEach(removed::add);
        ArrayNode out = answer.putArray("added");
        for (int index : added) out.addObject().put("id", now.get(index)).put("index", index);
        if (since.total) answer.put("total", now.size());
        return answer;
    }
}
