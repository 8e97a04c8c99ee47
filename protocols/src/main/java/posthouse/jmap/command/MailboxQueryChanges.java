// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2.4
package posthouse.jmap.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.base.AccountId;
import posthouse.base.MailboxId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SmallQuery;
import posthouse.jmap.mail.MailboxOrder;
import posthouse.jmap.syntax.Args;
import posthouse.store.Changes;
import posthouse.store.DataType;
import posthouse.store.Mailbox;
import posthouse.store.View;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mailbox/queryChanges. Everything that a query of mailboxes looks at can change, so whatever changed in more than its counts
 * is taken out and put in again, and nothing is left out behind upToId (RFC 8620 §5.6).
 */
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
        var since = SmallQuery.Since.of(args);
        args.done();
        return context.read(account, view -> answer(account, order, since, view));
    }

    private static ObjectNode answer(AccountId account, MailboxOrder order, SmallQuery.Since since, View view) {
        Changes changes = view.changes(DataType.MAILBOX, since.state(), 0);
        List<Mailbox> all = view.mailboxes();
        Set<MailboxId> changed = ids(changes.created());
        changes.updated().stream()
                .filter(id -> !changes.counts().contains(id))
                .forEach(id -> changed.add(new MailboxId(id)));
        Set<MailboxId> created = ids(changes.created());
        Set<String> moved = order.reached(all, changed).stream()
                .filter(id -> !created.contains(id))
                .map(MailboxId::toString)
                .collect(Collectors.toCollection(HashSet::new));
        changes.destroyed().forEach(id -> moved.add(new MailboxId(id).toString()));
        var delta = new SmallQuery.Delta(
                changes.newState(),
                moved,
                created.stream().map(MailboxId::toString).collect(Collectors.toSet()),
                false);
        List<String> now = order.apply(all).stream().map(m -> m.id().toString()).toList();
        return SmallQuery.changes(account, since, delta, now);
    }

    private static Set<MailboxId> ids(List<Long> ids) {
        return ids.stream().map(MailboxId::new).collect(Collectors.toCollection(HashSet::new));
    }
}
