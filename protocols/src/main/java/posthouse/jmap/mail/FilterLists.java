// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.4.1
package posthouse.jmap.mail;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.base.MailboxId;
import posthouse.store.Keyword;
import posthouse.store.MailList;
import posthouse.store.View;

/**
 * What a filter and a sort need to be decided for the rows of one list at one state, taken from a view once. Keeps no snapshot.
 *
 * @param base the list whose rows are tested
 * @param baseMailbox the mailbox that it is of
 */
record FilterLists(
        MailList base,
        Optional<MailboxId> baseMailbox,
        Map<MailboxId, MailList> mailboxes,
        Map<String, Keyword> keywords,
        Map<String, Set<Long>> threadsAll,
        Map<String, Set<Long>> threadsSome) {

    /** Takes the lists as they are now. */
    static FilterLists now(Filter filter, EmailOrder order, View view) {
        return of(filter, order, view, mailbox -> mailbox.map(view::list).orElseGet(view::all));
    }

    /** Takes the lists as they were at an earlier state. */
    static FilterLists at(Filter filter, EmailOrder order, View view, String state) {
        return of(filter, order, view, mailbox -> view.listAt(mailbox, state));
    }

    private interface Lister {
        MailList list(Optional<MailboxId> mailbox);
    }

    private static FilterLists of(Filter filter, EmailOrder order, View view, Lister lister) {
        Optional<MailboxId> mailbox = filter.mailbox();
        var lists = new FilterLists(
                lister.list(mailbox), mailbox, new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        lists.collect(filter, view, lister);
        for (EmailOrder.By by : order.by()) lists.collect(by.key(), view, lister);
        return lists;
    }

    private void collect(EmailOrder.Key key, View view, Lister lister) {
        switch (key) {
            case EmailOrder.Key.Plain ignored -> {}
            case EmailOrder.Key.HasKeyword has -> keywords.put(has.keyword(), view.keyword(has.keyword()));
            case EmailOrder.Key.InThread in -> {
                if (!threadsSome.containsKey(in.keyword())) threads(in.keyword(), view, lister);
            }
        }
    }

    private void collect(Filter filter, View view, Lister lister) {
        switch (filter) {
            case Filter.And and -> and.parts().forEach(part -> collect(part, view, lister));
            case Filter.Or or -> or.parts().forEach(part -> collect(part, view, lister));
            case Filter.Not not -> not.parts().forEach(part -> collect(part, view, lister));
            case Filter.InMailbox in -> in.mailbox().ifPresent(id -> mailbox(id, lister));
            case Filter.InMailboxOtherThan other ->
                view.mailboxes().forEach(m -> {
                    if (!other.mailboxes().contains(m.id())) mailbox(m.id(), lister);
                });
            case Filter.HasKeyword has -> keywords.put(has.keyword(), view.keyword(has.keyword()));
            case Filter.InThread in -> threads(in.keyword(), view, lister);
            default -> {}
        }
    }

    private void mailbox(MailboxId id, Lister lister) {
        if (!baseMailbox.equals(Optional.of(id))) mailboxes.computeIfAbsent(id, key -> lister.list(Optional.of(key)));
    }

    private void threads(String name, View view, Lister lister) {
        Keyword keyword = view.keyword(name);
        MailList all = lister.list(Optional.empty());
        Set<Long> some = new HashSet<>();
        Set<Long> notAll = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            boolean has = (all.bits(i) & keyword.mask()) != 0
                    && (keyword.exact()
                            || view.emailStates(Set.of(all.email(i))).values().stream()
                                    .anyMatch(s -> s.keywords().contains(name)));
            (has ? some : notAll).add(all.thread(i).value());
        }
        threadsSome.put(name, some);
        threadsAll.put(name, notAll);
    }

    /** Whether the row's email is in that mailbox. */
    boolean in(MailboxId mailbox, int row) {
        if (baseMailbox.equals(Optional.of(mailbox))) return true;
        MailList list = mailboxes.get(mailbox);
        return list != null && list.indexOf(base.email(row), base.receivedAt(row)) >= 0;
    }

    /** Whether the row's email is in a mailbox that is not one of these. */
    boolean inOther(Set<MailboxId> than, int row) {
        if (baseMailbox.isPresent() && !than.contains(baseMailbox.get())) return true;
        for (var entry : mailboxes.entrySet())
            if (!than.contains(entry.getKey()) && entry.getValue().indexOf(base.email(row), base.receivedAt(row)) >= 0)
                return true;
        return false;
    }

    boolean thread(Filter.Which which, String keyword, int row) {
        long thread = base.thread(row).value();
        return switch (which) {
            case ALL -> !threadsAll.getOrDefault(keyword, Set.of()).contains(thread);
            case SOME -> threadsSome.getOrDefault(keyword, Set.of()).contains(thread);
            case NONE -> !threadsSome.getOrDefault(keyword, Set.of()).contains(thread);
        };
    }
}
