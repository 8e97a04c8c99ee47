// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap.mail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import posthouse.base.AccountId;
import posthouse.base.EmailId;
import posthouse.formats.Envelope;
import posthouse.formats.MailAddress;
import posthouse.formats.TextFolding;
import posthouse.jmap.core.RequestContext;
import posthouse.store.Email;
import posthouse.store.MailList;
import posthouse.store.Role;

/** People of an account's newest mail: those written to first, then those who wrote. */
public final class PastRecipients {
    private static final int EMAILS = 500;
    private static final int BATCH = 100;

    private record Person(MailAddress address, String folded) {}

    private final Cache<AccountId, List<Person>> people = Caffeine.newBuilder()
            .maximumSize(200)
            .expireAfterWrite(Duration.ofSeconds(60))
            .build();

    /** Those of whom a word of name or address begins with the text. */
    public List<MailAddress> find(RequestContext context, AccountId account, String text, int limit) {
        String wanted = TextFolding.fold(text);
        List<Person> known = people.get(account, id -> read(context, id));
        List<MailAddress> out = new ArrayList<>();
        for (Person person : known) {
            if (out.size() >= limit) break;
            if (person.folded.startsWith(wanted) || person.folded.contains(" " + wanted)) out.add(person.address);
        }
        return out;
    }

    private static List<Person> read(RequestContext context, AccountId account) {
        Map<String, Person> found = new LinkedHashMap<>();
        MailList sent = context.read(
                account,
                view -> view.mailbox(Role.SENT).map(m -> view.list(m.id())).orElseGet(view::all));
        each(context, account, sent, envelope -> {
            add(found, envelope.to());
            add(found, envelope.cc());
            add(found, envelope.bcc());
        });
        MailList all = context.read(account, view -> view.all());
        each(context, account, all, envelope -> add(found, envelope.from()));
        return List.copyOf(found.values());
    }

    private static void each(
            RequestContext context, AccountId account, MailList list, java.util.function.Consumer<Envelope> use) {
        for (int from = 0; from < Math.min(EMAILS, list.size()); from += BATCH) {
            List<EmailId> ids = new ArrayList<>();
            for (int i = from; i < Math.min(list.size(), from + BATCH); i++) ids.add(list.email(i));
            for (Email email : context.read(account, view -> view.emails(ids)).values())
                use.accept(email.index().envelope());
        }
    }

    private static void add(Map<String, Person> found, List<MailAddress> addresses) {
        for (MailAddress address : addresses) {
            if (!address.email().contains("@") || found.size() > 5_000) continue;
            String key = address.email().toLowerCase(Locale.ROOT);
            Person known = found.get(key);
            if (known == null
                    || (known.address.name().isEmpty() && address.name().isPresent()))
                found.put(
                        key, new Person(address, TextFolding.fold(address.name().orElse("") + " " + address.email())));
        }
    }
}
