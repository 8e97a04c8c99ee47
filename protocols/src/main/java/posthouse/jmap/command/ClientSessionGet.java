// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.1 (a vendor type)
package posthouse.jmap.command;

import java.util.List;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.Principal;
import posthouse.directory.Session;
import posthouse.jmap.core.Browser;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** ClientSession/get: where the person is signed in, this browser first. */
public final class ClientSessionGet implements Method {
    @Override
    public String name() {
        return "ClientSession/get";
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
        List<Session> sessions = context.rooms().directory().sessions().list(person, person.id());
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("state", Integer.toHexString(sessions.hashCode()));
        ArrayNode list = answer.putArray("list");
        for (boolean current : new boolean[] {true, false})
            for (Session session : sessions)
                if (session.id().equals(context.caller().session()) == current
                        && ids.map(all -> all.contains(session.id())).orElse(true))
                    one(list.addObject(), session, current);
        ArrayNode notFound = answer.putArray("notFound");
        ids.ifPresent(all -> all.stream()
                .filter(id -> sessions.stream().noneMatch(s -> s.id().equals(id)))
                .forEach(notFound::add));
        return answer;
    }

    private static void one(ObjectNode json, Session session, boolean current) {
        json.put("id", session.id());
        json.put("device", session.device());
        json.put("network", session.network());
        json.put("since", session.since().toString());
        json.put("lastUsed", session.lastUsed().toString());
        json.put("current", current);
    }
}
