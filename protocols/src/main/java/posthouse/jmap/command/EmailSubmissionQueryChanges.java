// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §7.4
package posthouse.jmap.command;

import posthouse.base.AccountId;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SmallQuery;
import posthouse.jmap.mail.SubmissionOrder;
import posthouse.jmap.syntax.Args;
import posthouse.store.DataType;
import tools.jackson.databind.node.ObjectNode;

/** EmailSubmission/queryChanges: answered as long as nothing changed. */
public final class EmailSubmissionQueryChanges implements Method {
    @Override
    public String name() {
        return "EmailSubmission/queryChanges";
    }

    @Override
    public String capability() {
        return Capabilities.SUBMISSION;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        SubmissionOrder order = SubmissionOrder.of(args);
        String since = args.requiredString("sinceQueryState");
        args.unsigned("maxChanges");
        args.string("upToId");
        boolean total = args.flag("calculateTotal", false);
        args.done();
        String state = context.read(account, view -> view.state(DataType.EMAIL_SUBMISSION));
        int size = order.apply(context.rooms().delivery().submissions().list(context.principal(), account))
                .size();
        return SmallQuery.unchanged(account, state, since, total, size);
    }
}
