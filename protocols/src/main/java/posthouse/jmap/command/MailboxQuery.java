// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2.3
package posthouse.jmap.command;

import java.util.List;
import posthouse.base.AccountId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SmallQuery;
import posthouse.jmap.mail.MailboxOrder;
import posthouse.jmap.syntax.Args;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** Mailbox/query. */
public final class MailboxQuery implements Method {
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
        var window = SmallQuery.Window.of(args);
        args.done();
        return context.read(account, view -> {
            List<String> ids = order.apply(view.mailboxes()).stream()
                    .map(m -> m.id().toString())
                    .toList();
            return SmallQuery.answer(account, view.state(DataType.MAILBOX), ids, window);
        });
    }
}
