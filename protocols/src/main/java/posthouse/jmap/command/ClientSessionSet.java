// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.3 (a vendor type)
package posthouse.jmap.command;

import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.directory.Sessions;
import posthouse.jmap.core.Browser;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetAnswer;
import posthouse.jmap.core.SetCall;
import posthouse.jmap.syntax.Args;
import tools.jackson.databind.node.ObjectNode;

/** ClientSession/set: ends sessions. */
public final class ClientSessionSet implements Method {
    @Override
    public String name() {
        return "ClientSession/set";
    }

    @Override
    public String capability() {
        return Capabilities.VENDOR;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        SetCall call = SetCall.of(context, args);
        args.done();
        Principal.Person person = Browser.person(context);
        Sessions sessions = context.rooms().directory().sessions();
        var answer = new SetAnswer(context, call.account());
        String before = Integer.toHexString(sessions.list(person, person.id()).hashCode());
        for (String key : call.create().keySet()) answer.create(key, ClientSessionSet::fixed);
        for (String id : call.update().keySet()) answer.update(id, ClientSessionSet::fixed);
        for (String id : call.destroy()) answer.destroy(id, () -> end(sessions, person, answer, id));
        answer.states(
                before, Integer.toHexString(sessions.list(person, person.id()).hashCode()));
        return answer.json();
    }

    private static void end(Sessions sessions, Principal.Person person, SetAnswer answer, String id) {
        if (sessions.list(person, person.id()).stream().noneMatch(s -> s.id().equals(id)))
            throw new Refused(new Failure.NotFound(KB.NOT_FOUND, "session"));
        sessions.end(person, id, "ended from another session");
        answer.destroyed(id);
    }

    private static void fixed() {
        throw new Refused(new Failure.BadInput(KB.FORBIDDEN_FROM, "session", "A session"));
    }
}
