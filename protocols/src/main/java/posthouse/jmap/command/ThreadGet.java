// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §3.1
package posthouse.jmap.command;

import java.util.List;
import java.util.Map;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.ThreadId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Properties;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.View;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Thread/get. */
public final class ThreadGet implements Method {
    private static final List<String> PROPERTIES = List.of("id", "emailIds");

    @Override
    public String name() {
        return "Thread/get";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Set<String> properties = Properties.of(args, PROPERTIES);
        List<String> ids = Ids.of(context, args, Capabilities.MAX_GET)
                .orElseThrow(() -> args.bad("ids", "all threads at once are too many"));
        args.done();
        return context.read(account, view -> answer(account, properties, ids, view));
    }

    private static ObjectNode answer(AccountId account, Set<String> properties, List<String> ids, View view) {
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("state", view.state(DataType.THREAD));
        ArrayNode list = answer.putArray("list");
        ArrayNode notFound = answer.putArray("notFound");
        Map<ThreadId, List<EmailId>> threads = view.threads(Ids.parse(ids, ThreadId::parse));
        for (String id : ids) {
            List<EmailId> emails = ThreadId.parse(id).map(threads::get).orElse(List.of());
            if (emails == null || emails.isEmpty()) {
                notFound.add(id);
                continue;
            }
            ObjectNode thread = list.addObject();
            thread.put("id", id);
            if (!properties.contains("emailIds")) continue;
            ArrayNode members = thread.putArray("emailIds");
            for (EmailId email : emails) members.add(email.toString());
        }
        return answer;
    }
}
