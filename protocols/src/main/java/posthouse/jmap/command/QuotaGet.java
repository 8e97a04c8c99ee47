// SPDX-License-Identifier: Apache-2.0
// RFC 9425 §4.2
package posthouse.jmap.command;

import java.util.List;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.Quota;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Quota/get: how many octets of mail an account holds and may hold. An account without a limit has no Quota. */
public final class QuotaGet implements Method {
    private static final String ID = "octets";

    @Override
    public String name() {
        return "Quota/get";
    }

    @Override
    public String capability() {
        return Capabilities.QUOTA;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Optional<List<String>> ids = Ids.of(context, args, Capabilities.MAX_GET);
        Optional<List<String>> properties = args.strings("properties");
        args.done();
        return context.read(account, view -> {
            Quota quota = view.quota();
            boolean limited = quota.limitBytes() > 0;
            ObjectNode answer = Json.object();
            answer.put("accountId", account.toString());
            answer.put("state", view.state(DataType.QUOTA));
            ArrayNode list = answer.putArray("list");
            if (limited && (ids.isEmpty() || ids.get().contains(ID))) list.add(json(quota, properties));
            ArrayNode notFound = answer.putArray("notFound");
            ids.ifPresent(
                    all -> all.stream().filter(id -> !limited || !id.equals(ID)).forEach(notFound::add));
            return answer;
        });
    }

    private static ObjectNode json(Quota quota, Optional<List<String>> properties) {
        ObjectNode one = Json.object();
        one.put("id", ID);
        one.put("resourceType", "octets");
        one.put("used", quota.usedBytes());
        one.put("hardLimit", quota.limitBytes());
        one.put("warnLimit", quota.limitBytes() / 10 * 9);
        one.putNull("softLimit");
        one.put("scope", "account");
        one.put("name", "mail");
        one.putArray("types").add("Email");
        one.putNull("description");
        properties.ifPresent(wanted -> one.retain(wanted.contains("id") ? wanted : with(wanted)));
        return one;
    }

    private static List<String> with(List<String> wanted) {
        return java.util.stream.Stream.concat(wanted.stream(), java.util.stream.Stream.of("id"))
                .toList();
    }
}
