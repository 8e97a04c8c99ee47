// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.4.1
package posthouse.jmap.mail;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import posthouse.formats.Envelope;
import posthouse.formats.MailAddress;
import posthouse.formats.SearchText;
import posthouse.formats.TextFolding;
import posthouse.store.Keyword;
import posthouse.store.MailList;

/** Decides a filter for a row: from the lists alone where they suffice, else with what an email's own rows say. */
final class Verdicts {
    private final Filter filter;
    private final FilterLists lists;

    Verdicts(Filter filter, FilterLists lists) {
        this.filter = filter;
        this.lists = lists;
    }

    /** Three values: without the details a text or a rare keyword stays undecided. */
    enum Verdict {
        YES,
        NO,
        UNDECIDED;

        static Verdict of(boolean yes) {
            return yes ? YES : NO;
        }
    }

    /** What the email's own rows say. */
    record Details(Set<String> keywords, SearchText text, Envelope envelope) {}

    Verdict of(int row) {
        return of(filter, row, null);
    }

    boolean of(int row, Details details) {
        return of(filter, row, details) == Verdict.YES;
    }

    private Verdict of(Filter part, int row, @Nullable Details details) {
        MailList base = lists.base();
        return switch (part) {
            case Filter.And and -> all(and.parts(), row, details);
            case Filter.Or or -> any(or.parts(), row, details);
            case Filter.Not not ->
                switch (any(not.parts(), row, details)) {
                    case YES -> Verdict.NO;
                    case NO -> Verdict.YES;
                    case UNDECIDED -> Verdict.UNDECIDED;
                };
            case Filter.InMailbox in ->
                Verdict.of(in.mailbox().isPresent() && lists.in(in.mailbox().get(), row));
            case Filter.InMailboxOtherThan other -> Verdict.of(lists.inOther(other.mailboxes(), row));
            case Filter.Before b -> Verdict.of(base.receivedAt(row) < b.moment().toEpochMilli());
            case Filter.After a -> Verdict.of(base.receivedAt(row) >= a.moment().toEpochMilli());
            case Filter.MinSize min -> Verdict.of(base.size(row) >= min.octets());
            case Filter.MaxSize max -> Verdict.of(base.size(row) < max.octets());
            case Filter.HasAttachment has -> Verdict.of(((base.bits(row) & MailList.HAS_ATTACHMENT) != 0) == has.has());
            case Filter.HasKeyword has -> keyword(has.keyword(), row, details);
            case Filter.InThread in -> Verdict.of(lists.thread(in.which(), in.keyword(), row));
            case Filter.Text text -> details == null ? Verdict.UNDECIDED : Verdict.of(matches(text, details));
        };
    }

    private Verdict all(List<Filter> parts, int row, @Nullable Details details) {
        Verdict verdict = Verdict.YES;
        for (Filter part : parts) {
            Verdict one = of(part, row, details);
            if (one == Verdict.NO) return one;
            if (one == Verdict.UNDECIDED) verdict = one;
        }
        return verdict;
    }

    private Verdict any(List<Filter> parts, int row, @Nullable Details details) {
        Verdict verdict = Verdict.NO;
        for (Filter part : parts) {
            Verdict one = of(part, row, details);
            if (one == Verdict.YES) return one;
            if (one == Verdict.UNDECIDED) verdict = one;
        }
        return verdict;
    }

    private Verdict keyword(String name, int row, @Nullable Details details) {
        Keyword keyword = lists.keywords().get(name);
        if (keyword == null || (lists.base().bits(row) & keyword.mask()) == 0) return Verdict.NO;
        if (keyword.exact()) return Verdict.YES;
        return details == null ? Verdict.UNDECIDED : Verdict.of(details.keywords.contains(name));
    }

    private static boolean matches(Filter.Text text, Details details) {
        SearchText folded = details.text;
        return switch (text.field()) {
            case ANY -> text.query().matchesAny(folded);
            case FROM -> text.query().matches(folded.from());
            case SUBJECT -> text.query().matches(folded.subject());
            case BODY -> text.query().matches(folded.body());
            case TO -> text.query().matches(people(details.envelope.to()));
            case CC -> text.query().matches(people(details.envelope.cc()));
            case BCC -> text.query().matches(people(details.envelope.bcc()));
        };
    }

    private static String people(List<MailAddress> people) {
        var text = new StringBuilder();
        for (MailAddress person : people)
            text.append(person.name().orElse(""))
                    .append(' ')
                    .append(person.email())
                    .append(", ");
        return TextFolding.fold(text.toString().toLowerCase(Locale.ROOT));
    }
}
