// SPDX-License-Identifier: Apache-2.0
// RFC 5322 §3.6.2
package posthouse.jmap.mail;

import java.util.List;
import java.util.Optional;
import posthouse.base.AccountId;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Principal;
import posthouse.directory.Directory;
import posthouse.directory.Person;
import posthouse.formats.Envelope;
import posthouse.formats.MailAddress;
import posthouse.jmap.core.RequestContext;
import posthouse.jmap.core.SetRefused;

/** What a message must be to go into a folder that is not its writer's own: from nobody else, and of now. */
public final class Posting {
    private Posting() {}

    /** Whom a post into this account is from; empty for one's own account, where a message may be from anybody. */
    static Optional<MailAddress> author(RequestContext context, AccountId account) {
        if (context.owns(account)) return Optional.empty();
        return person(context).map(p -> MailAddress.of(p.name(), p.address()));
    }

    private static Optional<Person> person(RequestContext context) {
        Directory directory = context.rooms().directory();
        return context.principal() instanceof Principal.Person p ? directory.person(p, p.id()) : Optional.empty();
    }

    /** The message as it may be posted. Refused when it is from somebody else. */
    public static PreparedEmail checked(RequestContext context, AccountId account, PreparedEmail email) {
        if (context.owns(account)) return email;
        Envelope envelope = email.index().envelope();
        if (envelope.from().size() != 1) throw refused("nobody");
        requireOwn(context, envelope.from().getFirst());
        for (MailAddress sender : envelope.sender()) requireOwn(context, sender);
        return new PreparedEmail(
                email.blob(),
                email.index(),
                email.mailboxes(),
                email.keywords(),
                java.time.Instant.ofEpochMilli(context.rooms().clock().now().toEpochMilli()));
    }

    private static void requireOwn(RequestContext context, MailAddress from) {
        Person person = person(context).orElseThrow(() -> refused(from.email()));
        List<String> own = context.rooms().directory().addressesOf(context.principal(), person.id());
        boolean address = own.stream().anyMatch(from.email()::equalsIgnoreCase);
        // Readers see the name: it must not be somebody else's.
        boolean name = from.name().isEmpty() || from.name().get().equals(person.name());
        if (!address || !name) throw refused(from.shown());
    }

    private static SetRefused refused(String from) {
        return SetRefused.properties(new Failure.BadInput(KB.SENDER_NOT_OWN, "from", from), "from");
    }
}
