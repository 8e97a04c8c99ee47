// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §7.4
package posthouse.jmap.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.base.AccountId;
import posthouse.base.SubmissionId;
import posthouse.delivery.Submissions;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SmallQuery;
import posthouse.jmap.mail.SubmissionOrder;
import posthouse.jmap.syntax.Args;
import posthouse.store.Changes;
import posthouse.store.DataType;
import posthouse.store.View;
import tools.jackson.databind.node.ObjectNode;

/**
 * EmailSubmission/queryChanges. Of what a query of submissions looks at only undoStatus can change; where it is not asked for,
 * submissions come and go but never move.
 */
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
        var since = SmallQuery.Since.of(args);
        args.done();
        return context.read(account, view -> answer(account, order, since, view));
    }

    private static ObjectNode answer(AccountId account, SubmissionOrder order, SmallQuery.Since since, View view) {
        Changes changes = view.changes(DataType.EMAIL_SUBMISSION, since.state(), 0);
        Set<String> moved = ids(changes.destroyed());
        if (order.canChange()) moved.addAll(ids(changes.updated()));
        List<String> now = order.apply(Submissions.list(view)).stream()
                .map(s -> s.id().toString())
                .toList();
        var delta = new SmallQuery.Delta(changes.newState(), moved, ids(changes.created()), !order.canChange());
        return SmallQuery.changes(account, since, delta, now);
    }

    private static Set<String> ids(List<Long> ids) {
        return ids.stream().map(id -> new SubmissionId(id).toString()).collect(Collectors.toCollection(HashSet::new));
    }
}
