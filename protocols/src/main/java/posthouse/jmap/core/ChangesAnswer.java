// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.2
package posthouse.jmap.core;

import java.util.List;
import java.util.function.LongFunction;
import posthouse.base.AccountId;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.Changes;
import posthouse.store.DataType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What every /changes has in common. */
public final class ChangesAnswer {
    private ChangesAnswer() {}

    /** The changes that the arguments ask for, with the account that they are of. */
    public record Asked(AccountId account, Changes changes) {}

    /** Reads the arguments and asks the log. */
    public static Asked ask(RequestContext context, Args args, DataType type) {
        AccountId account = context.account(args);
        String since = args.requiredString("sinceState");
        long max = args.unsigned("maxChanges").orElse(0);
        if (max == 0 && args.value("maxChanges").isPresent()) throw args.bad("maxChanges", "it is zero");
        args.done();
        int most = (int) Math.min(max, Integer.MAX_VALUE);
        return new Asked(account, context.read(account, view -> view.changes(type, since, most)));
    }

    /** The response. */
    public static ObjectNode of(Asked asked, LongFunction<Object> id) {
        Changes changes = asked.changes;
        ObjectNode answer = Json.object();
        answer.put("accountId", asked.account.toString());
        answer.put("oldState", changes.oldState());
        answer.put("newState", changes.newState());
        answer.put("hasMoreChanges", changes.hasMore());
        ids(answer.putArray("created"), changes.created(), id);
        ids(answer.putArray("updated"), changes.updated(), id);
        ids(answer.putArray("destroyed"), changes.destroyed(), id);
        return answer;
    }

    private static void ids(ArrayNode into, List<Long> ids, LongFunction<Object> id) {
        for (long value : ids) into.add(id.apply(value).toString());
    }
}
