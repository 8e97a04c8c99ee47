// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.5, RFC 8621 §4.4
package posthouse.jmap.mail;

import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.syntax.Args;
import posthouse.store.Keyword;
import posthouse.store.View;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of a query that says which emails in which order; the same in Email/query and Email/queryChanges. */
public record EmailQuerySpec(Filter filter, boolean ascending, boolean collapse) {

    public static EmailQuerySpec of(Args args) {
        Filter filter = Filter.parse(args.object("filter"));
        boolean ascending = false;
        var sort = args.array("sort");
        if (sort.isPresent() && !sort.get().isEmpty())
            ascending = ascending(args, sort.get().get(0), sort.get().size());
        return new EmailQuerySpec(filter, ascending, args.flag("collapseThreads", false));
    }

    private static boolean ascending(Args args, JsonNode first, int count) {
        if (!(first instanceof ObjectNode object)) throw args.bad("sort", "a comparator is no object");
        Args comparator = Args.of(object, "sort");
        String property = comparator.requiredString("property");
        if (!property.equals("receivedAt") || count > 1)
            throw new Refused(
                    new Failure.Unsupported(KB.UNSUPPORTED_SORT, count > 1 ? "more than one property" : property));
        boolean ascending = comparator.flag("isAscending", true);
        comparator.string("collation");
        comparator.done();
        return ascending;
    }

    /** Whether a later queryChanges can be answered. */
    public boolean canCalculateChanges(View view) {
        return !filter.hasText()
                && !filter.hasThread()
                && !filter.anyOf(part -> part instanceof Filter.InMailboxOtherThan)
                && !filter.anyOf(part -> part instanceof Filter.HasKeyword has && !exact(view.keyword(has.keyword())));
    }

    private static boolean exact(Keyword keyword) {
        return keyword.exact();
    }

    /** The scan of the present. */
    public EmailScan now(RequestContext context, AccountId account, View view) {
        return new EmailScan(context, account, filter, FilterLists.now(filter, view), ascending, collapse);
    }

    /** The scan of an earlier state. */
    public EmailScan at(RequestContext context, AccountId account, View view, String state) {
        return new EmailScan(context, account, filter, FilterLists.at(filter, view, state), ascending, collapse);
    }
}
