// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2.1
package posthouse.jmap.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Ids;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.Properties;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.MailboxJson;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.Mailbox;
import posthouse.store.View;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Mailbox/get. */
public final class MailboxGet implements Method {
    private static final int MOST = 10_000;

    @Override
    public String name() {
        return "Mailbox/get";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        Set<String> properties = Properties.of(args, MailboxJson.PROPERTIES);
        var ids = Ids.of(context, args, MOST);
        args.done();
        return context.read(account, view -> answer(context, account, properties, ids.orElse(null), view));
    }

    private static ObjectNode answer(
            RequestContext context,
            AccountId account,
            Set<String> properties,
            @org.jspecify.annotations.Nullable List<String> ids,
            View view) {
        var access = context.rooms().directory().access().snapshot();
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("state", view.state(DataType.MAILBOX));
        ArrayNode list = answer.putArray("list");
        ArrayNode notFound = answer.putArray("notFound");
        Map<String, Mailbox> all = new HashMap<>();
        List<Mailbox> mailboxes = view.mailboxes();
        for (Mailbox mailbox : mailboxes) all.put(mailbox.id().toString(), mailbox);
        if (ids == null) {
            for (Mailbox mailbox : mailboxes)
                list.add(MailboxJson.of(
                        mailbox, view.top(mailbox.id()), properties, access, context.principal(), account));
            return answer;
        }
        for (String id : ids) {
            Mailbox mailbox = all.get(id);
            if (mailbox == null) notFound.add(id);
            else
                list.add(MailboxJson.of(
                        mailbox, view.top(mailbox.id()), properties, access, context.principal(), account));
        }
        return answer;
    }
}
