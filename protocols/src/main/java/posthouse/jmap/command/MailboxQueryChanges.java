// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2.4
package posthouse.jmap.command;

import posthouse.base.AccountId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SmallQuery;
import posthouse.jmap.mail.MailboxOrder;
import posthouse.jmap.syntax.Args;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** Mailbox/queryChanges: answered as long as nothing changed; the list is short enough to be read afresh. */
public final class MailboxQueryChanges implements Method {
    @Override
    public String name() {
        return "Mailbox/queryChanges";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        MailboxOrder order = MailboxOrder.of(args);
        String since = args.requiredString("sinceQueryState");
        args.unsigned("maxChanges");
        args.string("upToId");
        boolean total = args.flag("calculateTotal", false);
        args.done();
        return context.read(
                account,
                view -> SmallQuery.unchanged(
                        account,
                        view.state(DataType.MAILBOX),
                        since,
                        total,
                        order.apply(view.mailboxes()).size()));
    }
}
