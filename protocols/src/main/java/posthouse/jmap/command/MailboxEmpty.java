// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2 (a vendor method)
package posthouse.jmap.command;

import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.MailboxId;
import posthouse.base.Refused;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ObjectNode;

/** Mailbox/empty: destroys what is in no other folder, takes the rest out. Large folders in several commits, resumable. */
public final class MailboxEmpty implements Method {
    @Override
    public String name() {
        return "Mailbox/empty";
    }

    @Override
    public String capability() {
        return Capabilities.VENDOR;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        MailboxId mailbox = MailboxId.parse(context.resolve(args.requiredString("mailboxId")))
                .filter(id -> context.read(account, view -> view.mailbox(id)).isPresent())
                .orElseThrow(() -> new Refused(new Failure.NotFound(KB.NOT_FOUND, "mailbox")));
        args.done();
        context.close();
        long done =
                context.rooms().store().account(context.principal(), account).empty(mailbox);
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("done", done);
        return answer;
    }
}
