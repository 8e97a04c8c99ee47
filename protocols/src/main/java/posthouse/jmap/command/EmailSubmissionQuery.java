// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §7.3
package posthouse.jmap.command;

import java.util.List;
import posthouse.base.AccountId;
import posthouse.delivery.Submissions;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SmallQuery;
import posthouse.jmap.mail.SubmissionOrder;
import posthouse.jmap.syntax.Args;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** EmailSubmission/query. */
public final class EmailSubmissionQuery implements Method {
    @Override
    public String name() {
        return "EmailSubmission/query";
    }

    @Override
    public String capability() {
        return Capabilities.SUBMISSION;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        SubmissionOrder order = SubmissionOrder.of(args);
        var window = SmallQuery.Window.of(args);
        args.done();
        return context.read(account, view -> {
            List<String> ids = order.apply(Submissions.list(view)).stream()
                    .map(s -> s.id().toString())
                    .toList();
            return SmallQuery.answer(account, view.state(DataType.EMAIL_SUBMISSION), ids, window);
        });
    }
}
