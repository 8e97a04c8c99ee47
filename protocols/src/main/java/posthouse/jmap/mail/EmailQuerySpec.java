// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.5, RFC 8621 §4.4
package posthouse.jmap.mail;

import posthouse.base.AccountId;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.store.Keyword;
import posthouse.store.View;

/** The part of a query that says which emails in which order; the same in Email/query and Email/queryChanges. */
public record EmailQuerySpec(Filter filter, EmailOrder order, boolean collapse) {

    public static EmailQuerySpec of(Args args) {
        return new EmailQuerySpec(
                Filter.parse(args.object("filter")), EmailOrder.parse(args), args.flag("collapseThreads", false));
    }

    /** Whether a later queryChanges can be answered. */
    public boolean canCalculateChanges(View view) {
        return order.isOfLists()
                && !filter.hasText()
                && !filter.hasThread()
                && !filter.anyOf(part -> part instanceof Filter.InMailboxOtherThan)
                && !filter.anyOf(part -> part instanceof Filter.HasKeyword has && !exact(view.keyword(has.keyword())));
    }

    private static boolean exact(Keyword keyword) {
        return keyword.exact();
    }

    /** The scan of the present. */
    public EmailScan now(RequestContext context, AccountId account, View view) {
        return new EmailScan(context, account, filter, FilterLists.now(filter, order, view), order, collapse);
    }

    /** The scan of an earlier state. */
    public EmailScan at(RequestContext context, AccountId account, View view, String state) {
        return new EmailScan(context, account, filter, FilterLists.at(filter, order, view, state), order, collapse);
    }
}
