// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §2.2
package posthouse.jmap.command;

import posthouse.base.MailboxId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.ChangesAnswer;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** Mailbox/changes: says when nothing but counts changed. */
public final class MailboxChanges implements Method {
    @Override
    public String name() {
        return "Mailbox/changes";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        ChangesAnswer.Asked asked = ChangesAnswer.ask(context, args, DataType.MAILBOX);
        ObjectNode answer = ChangesAnswer.of(asked, MailboxId::new);
        if (asked.changes().updatedCountsOnly())
            answer.putArray("updatedProperties")
                    .add("totalEmails")
                    .add("unreadEmails")
                    .add("totalThreads")
                    .add("unreadThreads");
        else answer.putNull("updatedProperties");
        return answer;
    }
}
