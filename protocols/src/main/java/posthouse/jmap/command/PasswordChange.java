// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.2 (a vendor method)
package posthouse.jmap.command;

import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.base.Refused;
import posthouse.directory.Directory;
import posthouse.directory.SignIn;
import posthouse.jmap.core.Browser;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ObjectNode;

/** Password/change: the person's own, after checking the present one; their other sessions end. */
public final class PasswordChange implements Method {
    @Override
    public String name() {
        return "Password/change";
    }

    @Override
    public String capability() {
        return Capabilities.VENDOR;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        String current = args.requiredString("current");
        String next = args.requiredString("next");
        args.done();
        Principal.Person person = Browser.person(context);
        Directory directory = context.rooms().directory();
        context.close();
        switch (directory.credentials().change(person, current, next, context.address())) {
            case SignIn.Matched ignored ->
                directory
                        .sessions()
                        .endAll(
                                person,
                                person.id(),
                                Optional.of(context.caller().session()),
                                "password changed");
            case SignIn.NoMatch ignored -> throw new Refused(new Failure.BadCredentials(KB.BAD_CREDENTIALS));
            case SignIn.OtherDoor other -> throw new Refused(other.failure());
            case SignIn.TooManyTries tries ->
                throw new Refused(new Failure.RateLimited(KB.TOO_MANY_TRIES, "password", tries.retryAfter()));
            case SignIn.Off off -> throw new Refused(off.failure());
            case SignIn.NotChecked not -> throw new Refused(not.why());
        }
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        return answer;
    }
}
