// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §5
package posthouse.jmap.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.Deadline;
import posthouse.base.Failure;
import posthouse.base.Refused;
import posthouse.formats.BodyLists;
import posthouse.formats.BodyValues;
import posthouse.formats.FlowedText;
import posthouse.formats.HtmlText;
import posthouse.formats.Part;
import posthouse.formats.SearchText;
import posthouse.formats.TextQuery;
import posthouse.jmap.core.RequestContext;
import posthouse.store.Email;
import posthouse.store.Source;

/**
 * Where the words of a filter are in emails. One instance answers one call: it reads messages for two seconds and twelve
 * million octets, and after that shows the words in the folded form that searches use, which costs nothing.
 */
public final class Snippets {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final long MOST = 12_000_000;
    private static final int MOST_OF_PART = 512 * 1024;
    private static final int MOST_PARTS = 50;

    private final RequestContext context;
    private final AccountId account;
    private final List<TextQuery> subject = new ArrayList<>();
    private final List<TextQuery> body = new ArrayList<>();
    private final Deadline deadline;
    private long read;

    public Snippets(RequestContext context, AccountId account, Filter filter) {
        this.context = context;
        this.account = account;
        deadline = Deadline.in(LONGEST, context.rooms().clock());
        collect(filter);
    }

    /** What must not be there is not shown, so what is within a NOT says nothing. */
    private void collect(Filter filter) {
        switch (filter) {
            case Filter.And and -> and.parts().forEach(this::collect);
            case Filter.Or or -> or.parts().forEach(this::collect);
            case Filter.Text text -> {
                if (text.query().isEmpty()) return;
                switch (text.field()) {
                    case ANY -> {
                        subject.add(text.query());
                        body.add(text.query());
                    }
                    case SUBJECT -> subject.add(text.query());
                    case BODY -> body.add(text.query());
                    case FROM, TO, CC, BCC -> {}
                }
            }
            case Filter.Not ignored -> {}
            case Filter.InMailbox ignored -> {}
            case Filter.InMailboxOtherThan ignored -> {}
            case Filter.Before ignored -> {}
            case Filter.After ignored -> {}
            case Filter.MinSize ignored -> {}
            case Filter.MaxSize ignored -> {}
            case Filter.HasKeyword ignored -> {}
            case Filter.HasAttachment ignored -> {}
            case Filter.InThread ignored -> {}
        }
    }

    /** Whether the bodies of emails are looked at. */
    public boolean looksAtBodies() {
        return !body.isEmpty();
    }

    /** The subject with its words marked, if it has any. */
    public Optional<String> subject(Email email) {
        return email.index().envelope().subject().flatMap(text -> Snippet.whole(text, subject));
    }

    /** The piece of the body that has a word, if there is one; the text is the email's, folded. */
    public Optional<String> preview(Email email, SearchText text) {
        boolean there = body.stream().anyMatch(query -> !query.hits(text.body()).isEmpty());
        if (!there && !text.cut()) return Optional.empty();
        Optional<String> beginning = Snippet.around(email.index().preview(), body);
        if (beginning.isPresent()) return beginning;
        Optional<String> written = written(email);
        return written.isPresent() || !there ? written : Snippet.around(text.body(), body);
    }

    private Optional<String> written(Email email) {
        Optional<Source> source = context.read(account, view -> view.message(email.id()));
        if (source.isEmpty()) return Optional.empty();
        List<Part> parts = new ArrayList<>();
        parts(email.index().structure(), parts);
        try {
            for (Part part : parts) {
                if (read >= MOST || deadline.passed(context.rooms().clock())) return Optional.empty();
                Optional<String> found = Snippet.around(text(source.get(), email.prefix().length, part), body);
                if (found.isPresent()) return found;
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Refused refused) {
            if (refused.failure() instanceof Failure.Broken) return Optional.empty();
            throw refused;
        }
    }

    /** Texts in the order in which they are read, those of messages within the message last. */
    private static void parts(Part root, List<Part> into) {
        BodyLists lists = BodyLists.of(root);
        for (List<Part> list : List.of(lists.textBody(), lists.htmlBody()))
            for (Part part : list)
                if (part.isText() && !into.contains(part) && into.size() < MOST_PARTS) into.add(part);
        embedded(root, into);
    }

    private static void embedded(Part part, List<Part> into) {
        for (Part child : part.children()) {
            if (into.size() >= MOST_PARTS) return;
            if (part.isMessage()) parts(child, into);
            else embedded(child, into);
        }
    }

    private String text(Source source, int prefix, Part part) throws IOException {
        try (InputStream in = source.open(prefix + part.bodyStart(), part.encodedSize())) {
            String value = BodyValues.read(part, in, MOST_OF_PART).value();
            read += value.length();
            if (part.type().equals("text/html")) return HtmlText.plain(value);
            return "flowed".equalsIgnoreCase(part.parameters().get("format"))
                    ? FlowedText.unflow(
                            value, "yes".equalsIgnoreCase(part.parameters().get("delsp")))
                    : value;
        }
    }
}
