// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §6.1
package posthouse.jmap.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Properties;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.Identities;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Identity/get. */
public final class IdentityGet implements Method {
    private static final List<String> PROPERTIES =
            List.of("id", "name", "email", "replyTo", "bcc", "textSignature", "htmlSignature", "mayDelete");

    private record Found(String state, List<Identities.Identity> identities) {}

    @Override
    public String name() {
        return "Identity/get";
    }

    @Override
    public String capability() {
        return Capabilities.SUBMISSION;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Set<String> properties = Properties.of(args, PROPERTIES);
        var ids = Ids.of(context, args, Capabilities.MAX_GET);
        args.done();
        Identities.ensure(context, account);
        Found found = context.read(account, view -> new Found(view.state(DataType.IDENTITY), Identities.all(view)));
        List<String> addresses = Identities.addresses(context);
        List<Identities.Identity> sorted = new ArrayList<>(found.identities);
        sorted.sort(Comparator.comparingInt(i -> {
            int at = addresses.indexOf(i.email());
            return at < 0 ? addresses.size() : at;
        }));
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("state", found.state);
        ArrayNode list = answer.putArray("list");
        Set<String> known = new HashSet<>();
        for (Identities.Identity identity : sorted) {
            known.add(identity.id().toString());
            if (ids.isPresent() && !ids.get().contains(identity.id().toString())) continue;
            ObjectNode json = list.addObject();
            json.put("id", identity.id().toString());
            for (String property : properties)
                if (!property.equals("id")) json.set(property, identity.json().get(property));
            if (properties.contains("mayDelete")) json.put("mayDelete", Identities.mayDelete(addresses, identity));
        }
        ArrayNode notFound = answer.putArray("notFound");
        ids.ifPresent(all -> all.stream().filter(id -> !known.contains(id)).forEach(notFound::add));
        return answer;
    }
}
