// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.5
package posthouse.jmap.command;

import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.EmailQuerySpec;
import posthouse.jmap.mail.QueryDelta;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.View;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Email/queryChanges: exact, from the list as it was and the list as it is. */
public final class EmailQueryChanges implements Method {
    @Override
    public String name() {
        return "Email/queryChanges";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        EmailQuerySpec spec = EmailQuerySpec.of(args);
        String since = args.requiredString("sinceQueryState");
        var max = args.unsigned("maxChanges");
        // The mailbox of an email can change, so nothing behind this id may be left out (RFC 8620 §5.6).
        args.string("upToId");
        boolean total = args.flag("calculateTotal", false);
        args.done();
        return context.read(account, view -> {
            QueryDelta delta = delta(context, account, spec, since, view);
            long count = delta.removed().size() + delta.added().size();
            if (max.isPresent() && count > max.getAsLong())
                throw new Refused(new Failure.TooMany(KB.TOO_MANY_CHANGES, "changes", count, max.getAsLong()));
            return answer(account, since, view.state(DataType.EMAIL), delta, total);
        });
    }

    private static QueryDelta delta(
            RequestContext context, AccountId account, EmailQuerySpec spec, String since, View view) {
        if (!spec.canCalculateChanges(view))
            throw new Refused(new Failure.CannotCalculate(KB.CANNOT_CALCULATE, "Email/query"));
        var now = spec.now(context, account, view);
        now.reach(Integer.MAX_VALUE);
        if (since.equals(view.state(DataType.EMAIL))) return QueryDelta.none(now);
        var before = spec.at(context, account, view, since);
        before.reach(Integer.MAX_VALUE);
        return QueryDelta.between(before, now);
    }

    private static ObjectNode answer(AccountId account, String since, String state, QueryDelta delta, boolean total) {
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("oldQueryState", since);
        answer.put("newQueryState", state);
        ArrayNode removed = answer.putArray("removed");
        for (long id : delta.removed()) removed.add(new EmailId(id).toString());
        ArrayNode added = answer.putArray("added");
        for (QueryDelta.Added item : delta.added())
            added.addObject().put("id", new EmailId(item.id()).toString()).put("index", item.index());
        if (total) answer.put("total", delta.total());
        return answer;
    }
}
