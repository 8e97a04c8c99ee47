// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.4
package posthouse.jmap.command;

import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.jmap.core.Capabilities;
import posthouse.jmap.core.Method;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.mail.EmailQuerySpec;
import posthouse.jmap.mail.EmailScan;
import posthouse.jmap.mail.QueryWindow;
import posthouse.jmap.syntax.Args;
import posthouse.jmap.syntax.Json;
import posthouse.store.DataType;
import posthouse.store.Mailbox;
import posthouse.store.View;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Email/query. A search over text that ran out of time says how far it got ({@code searched}). */
public final class EmailQuery implements Method {
    private record Start(EmailScan scan, String state, boolean canCalculate, long threads) {}

    @Override
    public String name() {
        return "Email/query";
    }

    @Override
    public String capability() {
        return Capabilities.MAIL;
    }

    @Override
    public ObjectNode call(RequestContext context, Args args) {
        AccountId account = context.account(args);
        EmailQuerySpec spec = EmailQuerySpec.of(args);
        QueryWindow window = QueryWindow.of(args);
        args.done();
        Start start = context.read(account, view -> start(context, account, spec, view));
        int from = window.start(start.scan);
        ObjectNode answer = Json.object();
        answer.put("accountId", account.toString());
        answer.put("queryState", start.state);
        answer.put("canCalculateChanges", start.canCalculate);
        answer.put("position", from);
        ArrayNode ids = answer.putArray("ids");
        start.scan.ids(from, window.limit()).forEach(id -> ids.add(new EmailId(id).toString()));
        if (window.total()) answer.put("total", total(spec, start));
        if (window.capped() || ids.size() == QueryWindow.MOST) answer.put("limit", window.limit());
        if (spec.filter().hasText()) searched(context, answer.putObject("searched"), start.scan);
        return answer;
    }

    private static Start start(RequestContext context, AccountId account, EmailQuerySpec spec, View view) {
        long threads = spec.filter().isMailboxOnly()
                ? spec.filter()
                        .mailbox()
                        .flatMap(view::mailbox)
                        .map(Mailbox::totalThreads)
                        .orElse(0L)
                : -1;
        return new Start(
                spec.now(context, account, view), view.state(DataType.EMAIL), spec.canCalculateChanges(view), threads);
    }

    private static long total(EmailQuerySpec spec, Start start) {
        if (spec.filter().isMailboxOnly()) return spec.collapse() ? start.threads : start.scan.rows();
        start.scan.reach(Integer.MAX_VALUE);
        return start.scan.size();
    }

    private static void searched(RequestContext context, ObjectNode searched, EmailScan scan) {
        searched.put("complete", scan.complete());
        searched.put("emails", scan.walked());
        scan.until().ifPresent(date -> searched.put("untilDate", date.toString()));
        if (scan.complete()) return;
        var failure = new Failure.Unreadable(
                KB.INDEX_PARTIAL,
                scan.until().map(Object::toString).orElse("all"),
                context.rooms().clock().now());
        searched.put("kb", KB.INDEX_PARTIAL.toString());
        searched.put("description", context.rooms().problems().title(failure));
    }
}
