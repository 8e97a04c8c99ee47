// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.3
package posthouse.jmap.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.syntax.Args;
import tools.jackson.databind.node.ObjectNode;

/** The arguments that every /set has. */
public record SetCall(
        AccountId account,
        Optional<String> ifInState,
        Map<String, ObjectNode> create,
        Map<String, ObjectNode> update,
        List<String> destroy) {

    public static SetCall of(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Optional<String> ifInState = args.string("ifInState");
        Map<String, ObjectNode> create = args.objects("create");
        Map<String, ObjectNode> update = new LinkedHashMap<>();
        args.objects("update").forEach((id, patch) -> update.put(context.resolve(id), patch));
        var destroy = new LinkedHashSet<String>();
        for (String id : args.strings("destroy").orElse(List.of())) destroy.add(context.resolve(id));
        long count = (long) create.size() + update.size() + destroy.size();
        if (count > Capabilities.MAX_SET)
            throw new Refused(
                    new Failure.TooMany(KB.REQUEST_TOO_LARGE, "number of objects", count, Capabilities.MAX_SET));
        return new SetCall(account, ifInState, create, update, new ArrayList<>(destroy));
    }

    /** Refuses when the state is another one than the client based its changes on. */
    public void requireState(String now) {
        if (ifInState.isPresent() && !ifInState.get().equals(now))
            throw new Refused(new Failure.Conflict(KB.STATE_CONFLICT, "state"));
    }
}
