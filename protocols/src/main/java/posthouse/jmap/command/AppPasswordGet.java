// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.1 (a vendor type)
package posthouse.jmap.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.Principal;
import posthouse.directory.AppPassword;
import posthouse.jmap.core.Browser;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** AppPassword/get: names and uses, never secrets. */
public final class AppPasswordGet implements Method {
    @Override
    public String name() {
        return "AppPassword/get";
    }

    @Override
    public String capability() {
        return Capabilities.VENDOR;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Optional<List<String>> ids = Ids.of(context, args, Capabilities.MAX_GET);
        args.done();
        Principal.Person person = Browser.person(context);
        List<AppPassword> all = context.rooms().directory().credentials().appPasswords(person, person.id());
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("state", Integer.toHexString(all.hashCode()));
        ArrayNode list = answer.putArray("list");
        for (AppPassword one : all)
            if (ids.map(wanted -> wanted.contains(one.id())).orElse(true)) one(list.addObject(), one);
        ArrayNode notFound = answer.putArray("notFound");
        ids.ifPresent(wanted -> wanted.stream()
                .filter(id -> all.stream().noneMatch(a -> a.id().equals(id)))
                .forEach(notFound::add));
        return answer;
    }

    private static void one(ObjectNode json, AppPassword one) {
        json.put("id", one.id());
        json.put("name", one.name());
        ArrayNode services = json.putArray("services");
        one.services().stream().sorted().forEach(services::add);
        json.put("created", one.created().toString());
        json.put("lastUsed", one.lastUsed().map(Instant::toString).orElse(null));
    }
}
