// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.4.2
package posthouse.jmap.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.Deadline;
import posthouse.base.EmailId;
import posthouse.base.Failure;
import posthouse.base.Refused;
import posthouse.formats.MailAddress;
import posthouse.formats.Subjects;
import posthouse.jmap.core.RequestContext;
import posthouse.store.Email;
import posthouse.store.Keyword;
import posthouse.store.MailList;

/**
 * Sorts rows of a list in memory. Sizes, dates of arrival and keywords are in the list; for the rest the emails' own rows are
 * read, which is done for so many emails and so much text only: beyond that the sort is refused, never cut.
 */
final class EmailSort {
    /** Emails whose rows are read at most. */
    static final int MOST = 50_000;

    /** Octets of text that are compared at most: 200 for each of them. */
    private static final long MOST_TEXT = 200L * MOST;

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int BLOCK = 250;

    private final RequestContext context;
    private final AccountId account;
    private final FilterLists lists;
    private final EmailOrder order;
    private long text;

    EmailSort(RequestContext context, AccountId account, FilterLists lists, EmailOrder order) {
        this.context = context;
        this.account = account;
        this.lists = lists;
        this.order = order;
    }

    /** The values of one comparator, one for each row; those of an email that is gone are empty. */
    private sealed interface Column {
        int compare(int a, int b);

        record Numbers(long[] values) implements Column {
            @Override
            public int compare(int a, int b) {
                return Long.compare(values[a], values[b]);
            }
        }

        record Texts(byte[][] values) implements Column {
            @Override
            public int compare(int a, int b) {
                return Arrays.compareUnsigned(values[a], values[b]);
            }
        }
    }

    /** Refuses when so many rows are more than can be sorted. */
    void check(int rows) {
        if (rows <= MOST) return;
        for (EmailOrder.By by : order.by())
            if (reads(by.key())) throw tooMuch(by, "in a result of more than 50,000 emails");
    }

    private static Refused tooMuch(EmailOrder.By by, String where) {
        String name = switch (by.key()) {
            case EmailOrder.Key.Plain plain ->
                switch (plain) {
                    case RECEIVED_AT -> "receivedAt";
                    case SENT_AT -> "sentAt";
                    case FROM -> "from";
                    case TO -> "to";
                    case SUBJECT -> "subject";
                    case SIZE -> "size";
                };
            case EmailOrder.Key.HasKeyword has -> "keyword " + has.keyword();
            case EmailOrder.Key.InThread in -> "keyword " + in.keyword();
        };
        return EmailOrder.unsupported(name + " " + where);
    }

    private boolean reads(EmailOrder.Key key) {
        return switch (key) {
            case EmailOrder.Key.Plain plain ->
                switch (plain) {
                    case RECEIVED_AT, SIZE -> false;
                    case SENT_AT, FROM, TO, SUBJECT -> true;
                };
            case EmailOrder.Key.HasKeyword has -> !keyword(has).exact();
            case EmailOrder.Key.InThread ignored -> false;
        };
    }

    private Keyword keyword(EmailOrder.Key.HasKeyword has) {
        return lists.keywords().getOrDefault(has.keyword(), new Keyword(has.keyword(), 0, true));
    }

    /** The rows in the order that is asked for. */
    int[] sorted(LongList matching) {
        int count = matching.size();
        check(count);
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) rows[i] = (int) matching.get(i);
        List<Column> columns = new ArrayList<>();
        for (EmailOrder.By by : order.by()) columns.add(column(by.key(), rows));
        read(rows, columns);
        Comparator<Integer> comparator = (a, b) -> compare(columns, a, b);
        Integer[] places = new Integer[count];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, comparator);
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) sorted[i] = rows[places[i]];
        return sorted;
    }

    private int compare(List<Column> columns, int a, int b) {
        for (int i = 0; i < columns.size(); i++) {
            int difference = columns.get(i).compare(a, b);
            if (difference != 0) return order.by().get(i).ascending() ? difference : -difference;
        }
        return 0;
    }

    private Column column(EmailOrder.Key key, int[] rows) {
        MailList base = lists.base();
        return switch (key) {
            case EmailOrder.Key.Plain plain ->
                switch (plain) {
                    case RECEIVED_AT -> numbers(rows, base::receivedAt);
                    case SIZE -> numbers(rows, base::size);
                    case SENT_AT -> numbers(rows, row -> Long.MIN_VALUE);
                    case FROM, TO, SUBJECT -> texts(rows.length);
                };
            case EmailOrder.Key.HasKeyword has -> {
                Keyword keyword = keyword(has);
                yield numbers(rows, row -> keyword.exact() && (base.bits(row) & keyword.mask()) != 0 ? 1 : 0);
            }
            case EmailOrder.Key.InThread in ->
                numbers(rows, row -> lists.thread(in.which(), in.keyword(), row) ? 1 : 0);
        };
    }

    private static Column numbers(int[] rows, java.util.function.IntToLongFunction value) {
        return new Column.Numbers(Arrays.stream(rows).mapToLong(value).toArray());
    }

    private static Column texts(int count) {
        byte[][] none = new byte[count][];
        Arrays.fill(none, new byte[0]);
        return new Column.Texts(none);
    }

    private void read(int[] rows, List<Column> columns) {
        Optional<EmailOrder.By> reading =
                order.by().stream().filter(by -> reads(by.key())).findFirst();
        if (reading.isEmpty()) return;
        Deadline deadline = Deadline.in(LONGEST, context.rooms().clock());
        for (int from = 0; from < rows.length; from += BLOCK) {
            if (deadline.passed(context.rooms().clock()))
                throw tooMuch(reading.get(), "within five seconds in a result of " + rows.length + " emails");
            int to = Math.min(rows.length, from + BLOCK);
            List<EmailId> ids = new ArrayList<>(to - from);
            for (int i = from; i < to; i++) ids.add(lists.base().email(rows[i]));
            Map<EmailId, Email> emails = emails(ids);
            for (int i = from; i < to; i++) {
                Email email = emails.get(ids.get(i - from));
                if (email != null) fill(columns, i, email);
            }
        }
    }

    /** One damaged email is sorted as if it said nothing; the others keep their places. */
    private Map<EmailId, Email> emails(List<EmailId> ids) {
        try {
            return context.read(account, view -> view.emails(ids));
        } catch (Refused refused) {
            if (!(refused.failure() instanceof Failure.Broken)) throw refused;
            if (ids.size() == 1) return Map.of();
            Map<EmailId, Email> whole = new HashMap<>();
            for (EmailId id : ids) whole.putAll(emails(List.of(id)));
            return whole;
        }
    }

    private void fill(List<Column> columns, int place, Email email) {
        for (int i = 0; i < columns.size(); i++) {
            EmailOrder.By by = order.by().get(i);
            if (!reads(by.key())) continue;
            switch (columns.get(i)) {
                case Column.Numbers numbers -> numbers.values[place] = number(by.key(), email);
                case Column.Texts texts -> {
                    byte[] key = by.collation().key(text(by.key(), email));
                    text += key.length;
                    if (text > MOST_TEXT) throw tooMuch(by, "in a result with so much text");
                    texts.values[place] = key;
                }
            }
        }
    }

    private static long number(EmailOrder.Key key, Email email) {
        if (key instanceof EmailOrder.Key.HasKeyword has)
            return email.keywords().contains(has.keyword()) ? 1 : 0;
        return email.index().sentAt().map(at -> at.toInstant().toEpochMilli()).orElse(Long.MIN_VALUE);
    }

    private static String text(EmailOrder.Key key, Email email) {
        var envelope = email.index().envelope();
        if (key.equals(EmailOrder.Key.Plain.FROM)) return first(envelope.from());
        if (key.equals(EmailOrder.Key.Plain.TO)) return first(envelope.to());
        return envelope.subject().map(Subjects::sortBase).orElse("");
    }

    private static String first(List<MailAddress> people) {
        if (people.isEmpty()) return "";
        MailAddress first = people.getFirst();
        return first.name().filter(name -> !name.isEmpty()).orElse(first.email());
    }
}
