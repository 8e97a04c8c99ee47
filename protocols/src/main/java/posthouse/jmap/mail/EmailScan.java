// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §5.5, RFC 8621 §4.4
package posthouse.jmap.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.AccountId;
import posthouse.base.Deadline;
import posthouse.base.EmailId;
import posthouse.formats.Envelope;
import posthouse.formats.SearchText;
import posthouse.jmap.core.RequestContext;
import posthouse.store.Email;
import posthouse.store.EmailState;
import posthouse.store.MailList;
import posthouse.store.View;

/**
 * Walks a list in the order of the sort, keeps what the filter and the collapsing leave, and stops when it has enough. For an
 * order that the lists do not have it walks to the end, and sorts.
 */
public final class EmailScan {
    /** How long text is looked for before the answer says how far it got. */
    private static final Duration SEARCH = Duration.ofSeconds(2);

    private static final int BLOCK = 256;
    private static final int TEXTS = 64;

    private final RequestContext context;
    private final AccountId account;
    private final Filter filter;
    private final FilterLists lists;
    private final Verdicts verdicts;
    private final EmailOrder order;
    private final boolean collapse;
    private final EmailSort sort;
    private final LongList found = new LongList();
    private final LongSet threads = new LongSet();
    /** Rows that match, when they are still to be sorted. */
    private final LongList matching = new LongList();

    private boolean sorted;
    private int walked;
    private boolean complete = true;

    EmailScan(
            RequestContext context,
            AccountId account,
            Filter filter,
            FilterLists lists,
            EmailOrder order,
            boolean collapse) {
        this.context = context;
        this.account = account;
        this.filter = filter;
        this.lists = lists;
        this.verdicts = new Verdicts(filter, lists);
        this.order = order;
        this.collapse = collapse;
        this.sort = new EmailSort(context, account, lists, order);
    }

    /** What was found, in order. */
    LongList found() {
        return found;
    }

    /** How many were found so far. */
    public int size() {
        return found.size();
    }

    /** The ids found from here on, at most so many. */
    public java.util.stream.LongStream ids(int from, int limit) {
        int to = (int) Math.min(found.size(), (long) from + limit);
        return java.util.stream.LongStream.range(Math.min(from, to), to).map(i -> found.get((int) i));
    }

    /** Whether the end of the list, or as much as was wanted, was reached in time. */
    public boolean complete() {
        return complete;
    }

    /** Rows looked at. */
    public int walked() {
        return walked;
    }

    /** How far a search in time got; empty when it saw no row. */
    public Optional<Instant> until() {
        return walked == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(lists.base().receivedAt(row(walked - 1))));
    }

    /** Rows of the list. */
    public int rows() {
        return lists.base().size();
    }

    private int row(int step) {
        return order.oldestFirst() ? lists.base().size() - 1 - step : step;
    }

    /** Goes on until this many are found, or the list ends, or the time is over. */
    public void reach(int wanted) {
        if (order.isOfLists()) {
            walk(wanted);
        } else if (!sorted) {
            sorted = true;
            walk(Integer.MAX_VALUE);
            for (int row : sort.sorted(matching)) take(row);
        }
    }

    private void walk(int wanted) {
        if (filter.isMailboxOnly() || filter.equals(Filter.everything())) {
            while (found.size() < wanted && walked < rows()) keep(row(walked++));
            return;
        }
        Deadline deadline = Deadline.in(SEARCH, context.rooms().clock());
        while (found.size() < wanted && walked < rows()) {
            if (filter.hasText() && deadline.passed(context.rooms().clock())) {
                complete = false;
                return;
            }
            block(Math.min(BLOCK, rows() - walked), wanted);
        }
    }

    private void block(int count, int wanted) {
        Verdicts.Verdict[] decided = new Verdicts.Verdict[count];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            decided[i] = verdicts.of(row(walked + i));
            if (decided[i] == Verdicts.Verdict.UNDECIDED) open.add(i);
        }
        for (int from = 0; from < open.size(); from += TEXTS)
            decide(decided, open.subList(from, Math.min(open.size(), from + TEXTS)));
        for (int i = 0; i < count && found.size() < wanted; i++, walked++)
            if (decided[i] == Verdicts.Verdict.YES) keep(row(walked));
    }

    private void decide(Verdicts.Verdict[] decided, List<Integer> steps) {
        List<EmailId> ids = steps.stream()
                .map(step -> lists.base().email(row(walked + step)))
                .toList();
        Map<EmailId, Verdicts.Details> details = context.read(account, view -> details(view, ids));
        for (int step : steps) {
            int row = row(walked + step);
            Verdicts.Details known = details.get(lists.base().email(row));
            decided[step] = Verdicts.Verdict.of(known != null && verdicts.of(row, known));
        }
    }

    private Map<EmailId, Verdicts.Details> details(View view, List<EmailId> ids) {
        Map<EmailId, SearchText> texts = filter.hasText() ? view.searchTexts(ids) : Map.of();
        Map<EmailId, Verdicts.Details> out = new HashMap<>();
        if (filter.anyOf(EmailScan::needsEnvelope)) {
            for (Email email : view.emails(ids).values())
                out.put(
                        email.id(),
                        new Verdicts.Details(
                                email.keywords(),
                                texts.getOrDefault(email.id(), SearchText.EMPTY),
                                email.index().envelope()));
            return out;
        }
        boolean states = filter.anyOf(part -> part instanceof Filter.HasKeyword);
        Map<EmailId, EmailState> known = states ? view.emailStates(ids) : Map.of();
        for (EmailId id : ids) {
            EmailState state = known.get(id);
            out.put(
                    id,
                    new Verdicts.Details(
                            state == null ? Set.of() : state.keywords(),
                            texts.getOrDefault(id, SearchText.EMPTY),
                            Envelope.EMPTY));
        }
        return out;
    }

    private static boolean needsEnvelope(Filter part) {
        return part instanceof Filter.Text text
                && switch (text.field()) {
                    case TO, CC, BCC -> true;
                    case ANY, FROM, SUBJECT, BODY -> false;
                };
    }

    private void keep(int row) {
        if (order.isOfLists()) {
            take(row);
            return;
        }
        matching.add(row);
        sort.check(matching.size());
    }

    private void take(int row) {
        MailList base = lists.base();
        if (collapse && !threads.add(base.thread(row).value())) return;
        found.add(base.email(row).value());
    }
}
