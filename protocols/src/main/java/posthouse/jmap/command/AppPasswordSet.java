// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.3 (a vendor type)
package posthouse.jmap.command;

import java.util.List;
import java.util.Set;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.directory.Credentials;
import posthouse.directory.NewAppPassword;
import posthouse.jmap.core.Browser;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Patch;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetAnswer;
import posthouse.jmap.core.SetCall;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ObjectNode;

/** AppPassword/set: the secret of a new one is in its answer and nowhere else. */
public final class AppPasswordSet implements Method {
    @Override
    public String name() {
        return "AppPassword/set";
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
        Credentials credentials = context.rooms().directory().credentials();
        var answer = new SetAnswer(context, call.account());
        String before = Integer.toHexString(
                credentials.appPasswords(person, person.id()).hashCode());
        call.create()
                .forEach((key, wanted) -> answer.create(key, () -> create(credentials, person, answer, key, wanted)));
        for (String id : call.update().keySet())
            answer.update(id, () -> {
                throw Patch.property("name", "an app password does not change");
            });
        for (String id : call.destroy()) answer.destroy(id, () -> destroy(credentials, person, answer, id));
        answer.states(
                before,
                Integer.toHexString(
                        credentials.appPasswords(person, person.id()).hashCode()));
        return answer.json();
    }

    private static void create(
            Credentials credentials, Principal.Person person, SetAnswer answer, String key, ObjectNode wanted) {
        Args args = Args.of(wanted, "create/" + key);
        String name = args.requiredString("name");
        List<String> services = args.strings("services").orElse(List.of());
        args.done();
        NewAppPassword made = credentials.addAppPassword(person, person.id(), name, Set.copyOf(services));
        ObjectNode json = Json.object();
        json.put("id", made.appPassword().id());
        json.put("secret", made.secret());
        json.put("created", made.appPassword().created().toString());
        json.putNull("lastUsed");
        answer.created(key, json);
    }

    private static void destroy(Credentials credentials, Principal.Person person, SetAnswer answer, String id) {
        if (credentials.appPasswords(person, person.id()).stream().noneMatch(a -> a.id().equals(id)))
            throw new Refused(new Failure.NotFound(KB.NOT_FOUND, "app password"));
        credentials.deleteAppPassword(person, id);
        answer.destroyed(id);
    }
}
