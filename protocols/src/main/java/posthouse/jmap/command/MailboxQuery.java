// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2.3
package posthouse.jmap.command;

import java.util.List;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.MailboxOrder;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.Mailbox;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Mailbox/query. */
public final class MailboxQuery implements Method {
    private record Found(String state, List<Mailbox> mailboxes) {}

    @Override
    public String name() {
        return "Mailbox/query";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        MailboxOrder order = MailboxOrder.of(args);
        var anchor = args.string("anchor");
        long position = args.integer("position").orElse(0);
        long offset = args.integer("anchorOffset").orElse(0);
        long limit = args.unsigned("limit").orElse(Long.MAX_VALUE);
        boolean total = args.flag("calculateTotal", false);
        args.done();
        Found found =
                context.read(account, view -> new Found(view.state(DataType.MAILBOX), order.apply(view.mailboxes())));
        List<String> ids = found.mailboxes.stream().map(m -> m.id().toString()).toList();
        long start = position < 0 ? Math.max(0, ids.size() + position) : position;
        if (anchor.isPresent()) {
            int at = ids.indexOf(anchor.get());
            if (at < 0) throw new Refused(new Failure.NotFound(KB.ANCHOR_NOT_FOUND, "such mailbox"));
            start = Math.max(0, at + offset);
        }
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("queryState", found.state);
        answer.put("canCalculateChanges", false);
        answer.put("position", start);
        ArrayNode out = answer.putArray("ids");
        ids.stream().skip(start).limit(limit).forEach(out::add);
        if (total) answer.put("total", ids.size());
        return answer;
    }
}
