// SPDX-License-Identifier: Apache-2.0
package posthouse.app.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import posthouse.base.AccountId;
import posthouse.base.Clock;
import posthouse.base.MailboxId;
import posthouse.base.Principal;
import posthouse.directory.Person;
import posthouse.formats.HeaderValue;
import posthouse.formats.MailAddress;
import posthouse.formats.MessageIndex;
import posthouse.formats.MessageIndexer;
import posthouse.formats.MessageWriter;
import posthouse.formats.OutgoingHeader;
import posthouse.formats.OutgoingMessage;
import posthouse.formats.OutgoingPart;
import posthouse.store.Mailbox;
import posthouse.store.NewEmail;
import posthouse.store.NewMailbox;
import posthouse.store.Role;
import posthouse.store.Store;
import posthouse.store.Tx;

/** Writes the sample conversations into the people's mailboxes: the same ones at every start, ending shortly before now. */
final class SampleMail {
    private static final Principal SAMPLE = new Principal.System(Principal.Reason.SAMPLE);
    private static final long SEED = 20_261_125;
    private static final int GROUP = 40;
    /** The reader of the demo gets a part in most conversations. */
    private static final int READER = 1;

    private final Store store;
    private final List<Person> people;
    private final int messages;
    private final RandomGenerator random = new Random(SEED);
    private final Instant now = Clock.system().now();
    private final Map<AccountId, List<Waiting>> waiting = new LinkedHashMap<>();
    private int made;

    private record Waiting(
            byte[] message, MessageIndex index, Role role, String folder, Set<String> keywords, Instant at) {}

    private record Author(MailAddress address, Optional<Person> person) {}

    SampleMail(Store store, List<Person> people, int messages) {
        this.store = store;
        this.people = people;
        this.messages = messages;
    }

    void deliver() {
        folders(people.get(READER).account());
        var starts = new ArrayList<Instant>();
        for (int i = 0; i < messages; i++) starts.add(now.minus(age(i)));
        int thread = 0;
        while (made < messages) {
            SampleThread template = SampleThread.ALL.get(thread % SampleThread.ALL.size());
            thread(template, thread, starts.get(Math.min(thread, starts.size() - 1)));
            thread++;
        }
        List.copyOf(waiting.keySet()).forEach(this::flush);
    }

    /** The first conversations are of today, the later ones of months before. */
    private Duration age(int n) {
        return Duration.ofMinutes(7 + n * 35L + (long) n * n * 9 + random.nextInt(25));
    }

    private void thread(SampleThread template, int number, Instant newest) {
        List<Author> authors = authors(template);
        String subject = template.subject()
                + (number >= SampleThread.ALL.size() ? " (" + (number / SampleThread.ALL.size() + 1) + ")" : "");
        var references = new ArrayList<String>();
        int count = Math.min(template.texts().size(), messages - made);
        for (int i = 0; i < count; i++) {
            Author author = authors.get((count - 1 - i) % authors.size());
            var others = authors.stream().filter(a -> !a.equals(author)).toList();
            Instant at = newest.minus(Duration.ofMinutes((long) (count - 1 - i) * 190));
            String id = "sample-" + number + "-" + i + "@demo.test";
            byte[] message = message(template, subject, i, author, others, at, id, references);
            references.add(id);
            place(message, author, others, at, number, i == count - 1 && number < 40);
            made++;
        }
    }

    /** The last message is the template's own author's, the one before by the reader or a colleague. */
    private List<Author> authors(SampleThread template) {
        var chosen = new ArrayList<Author>();
        chosen.add(from(template));
        Author reader = author(people.get(READER));
        if (random.nextInt(5) > 0 && !chosen.contains(reader)) chosen.add(reader);
        while (chosen.size() < 2 || random.nextInt(4) == 0 && chosen.size() < 4) {
            Author another = author(people.get(random.nextInt(people.size())));
            if (!chosen.contains(another)) chosen.add(another);
        }
        return chosen;
    }

    private Author from(SampleThread template) {
        for (var o : SamplePeople.OUTSIDERS)
            if (o.address().equals(template.from()))
                return new Author(MailAddress.of(o.name(), o.address()), Optional.empty());
        return author(people.stream()
                .filter(p -> p.address().startsWith(template.from() + "@"))
                .findFirst()
                .orElseGet(() -> people.get(other(READER))));
    }

    private int other(int than) {
        int found = random.nextInt(people.size());
        return found == than ? (found + 1) % people.size() : found;
    }

    private static Author author(Person p) {
        return new Author(MailAddress.of(p.name(), p.address()), Optional.of(p));
    }

    private byte[] message(
            SampleThread template,
            String subject,
            int turn,
            Author author,
            List<Author> others,
            Instant at,
            String id,
            List<String> references) {
        var headers = new ArrayList<OutgoingHeader>();
        headers.add(new OutgoingHeader("Date", new HeaderValue.Date(Optional.of(at.atOffset(ZoneOffset.UTC)))));
        headers.add(new OutgoingHeader("From", new HeaderValue.Addresses(List.of(author.address()))));
        headers.add(new OutgoingHeader(
                "To",
                new HeaderValue.Addresses(others.stream().map(Author::address).toList())));
        headers.add(OutgoingHeader.text("Subject", (turn == 0 ? "" : "Re: ") + subject));
        headers.add(new OutgoingHeader("Message-ID", new HeaderValue.MessageIds(Optional.of(List.of(id)))));
        if (!references.isEmpty()) {
            headers.add(new OutgoingHeader(
                    "In-Reply-To", new HeaderValue.MessageIds(Optional.of(List.of(references.getLast())))));
            headers.add(
                    new OutgoingHeader("References", new HeaderValue.MessageIds(Optional.of(List.copyOf(references)))));
        }
        String text = template.texts().get(turn) + "\n\n" + author.address().shown();
        OutgoingPart body = OutgoingPart.text("text/plain", text);
        if (template.html())
            body = OutgoingPart.multipart(
                    "alternative", List.of(body, OutgoingPart.text("text/html", SampleHtml.of(text))));
        if (turn == template.filesAt() && !template.files().isEmpty()) {
            var parts = new ArrayList<OutgoingPart>(List.of(body));
            for (String name : template.files()) parts.add(SampleFiles.attachment(name));
            body = OutgoingPart.multipart("mixed", parts);
        }
        var out = new java.io.ByteArrayOutputStream();
        try {
            MessageWriter.write(new OutgoingMessage(headers, body), out, random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void place(byte[] message, Author author, List<Author> others, Instant at, int number, boolean fresh) {
        MessageIndex index = MessageIndexer.index(message);
        author.person()
                .ifPresent(p -> put(p.account(), new Waiting(message, index, Role.SENT, "", Set.of("$seen"), at)));
        for (Author other : others) {
            var keywords = new HashSet<String>();
            if (!fresh || random.nextInt(3) == 0) keywords.add("$seen");
            if (random.nextInt(12) == 0) keywords.add("$flagged");
            other.person().ifPresent(p -> {
                boolean reader = p.equals(people.get(READER));
                String folder = reader ? folder(number) : "";
                if (!folder.isEmpty()) keywords.add("$seen");
                Role role = reader && number > 24 && number % 7 == 3 ? Role.ARCHIVE : Role.INBOX;
                put(p.account(), new Waiting(message, index, role, folder, keywords, at));
            });
        }
    }

    /** Older conversations of some kinds lie in the reader's own folders. */
    private static String folder(int number) {
        if (number < SampleThread.ALL.size()) return "";
        return switch (number % SampleThread.ALL.size()) {
            case 0 -> "Calibration";
            case 1 -> "Helgoland";
            case 2 -> "Kyoto 2027";
            case 10, 13 -> "Invoices";
            default -> "";
        };
    }

    private void put(AccountId account, Waiting mail) {
        List<Waiting> list = waiting.computeIfAbsent(account, a -> new ArrayList<>());
        list.add(mail);
        if (list.size() >= GROUP) flush(account);
    }

    private void flush(AccountId account) {
        List<Waiting> list = waiting.put(account, new ArrayList<>());
        if (list == null || list.isEmpty()) return;
        store.account(SAMPLE, account).write(tx -> {
            for (Waiting w : list) {
                Set<MailboxId> into = Set.of(mailbox(tx, w));
                tx.append(NewEmail.of(new byte[0], staged(w.message()), w.index(), into, w.keywords(), w.at()));
            }
            return list.size();
        });
    }

    private static MailboxId mailbox(Tx tx, Waiting mail) {
        return tx.mailboxes().stream()
                .filter(m -> m.name().equals(mail.folder()))
                .map(Mailbox::id)
                .findFirst()
                .orElseGet(() -> tx.roleMailbox(mail.role()));
    }

    private posthouse.store.StagedBlob staged(byte[] message) {
        try (var stage = store.stage(SAMPLE)) {
            stage.write(message, 0, message.length);
            return stage.finish();
        }
    }

    private void folders(AccountId account) {
        store.account(SAMPLE, account).write(tx -> {
            tx.createMailbox(NewMailbox.named("Calibration"));
            MailboxId stations = tx.createMailbox(NewMailbox.named("Stations"));
            for (String name : List.of("Helgoland", "Nordstrand"))
                tx.createMailbox(NewMailbox.named(name).withParent(Optional.of(stations)));
            tx.createMailbox(NewMailbox.named("Invoices"));
            tx.createMailbox(NewMailbox.named("Kyoto 2027"));
            return true;
        });
    }
}
