// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.2
package posthouse.jmap.command;

import java.util.List;
import java.util.Map;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.EmailJson;
import posthouse.jmap.mail.EmailRequest;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.Email;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Email/get. */
public final class EmailGet implements Method {
    private record Found(String state, Map<EmailId, Email> emails) {}

    @Override
    public String name() {
        return "Email/get";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        List<String> ids = Ids.of(context, args, Capabilities.MAX_GET)
                .orElseThrow(() -> args.bad("ids", "all emails at once are too many"));
        EmailRequest request = EmailRequest.of(args);
        args.done();
        Found found = context.read(
                account, view -> new Found(view.state(DataType.EMAIL), view.emails(Ids.parse(ids, EmailId::parse))));
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("state", found.state);
        ArrayNode list = answer.putArray("list");
        ArrayNode notFound = answer.putArray("notFound");
        var json = new EmailJson(request);
        for (String id : ids) {
            Email email = EmailId.parse(id).map(found.emails::get).orElse(null);
            if (email == null) notFound.add(id);
            else list.add(json.of(email, () -> context.read(account, view -> view.message(email.id()))));
        }
        return answer;
    }
}
