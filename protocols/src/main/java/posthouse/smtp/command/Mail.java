// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.1.2 MAIL · RFC 1870 SIZE · RFC 6152 BODY · RFC 6531 §3.4 SMTPUTF8
package posthouse.smtp.command;

import java.util.Optional;
import java.util.Set;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.smtp.session.Answer;
import posthouse.smtp.session.Session;
import posthouse.smtp.syntax.MailPath;
import posthouse.smtp.syntax.MailPath.Parsed;

/** MAIL FROM:&lt;path&gt;: begins a message, if there is room for one. */
final class Mail implements Command {
    private static final Set<String> KNOWN = Set.of("SIZE", "BODY", "SMTPUTF8");

    @Override
    public Answer run(Session session, String arguments) {
        if (!session.greeted() || session.inTransaction())
            throw new Refused(new Failure.OutOfOrder(KB.OUT_OF_ORDER, "MAIL"));
        return switch (MailPath.parse(arguments, "FROM:", false)) {
            case Parsed.Read read -> begin(session, read.path());
            case Parsed.NoPath ignored ->
                throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "MAIL", "FROM:<address> is missing"));
            case Parsed.BadAddress bad ->
                Answer.of(session.replies()
                        .reply(501, "5.1.7", new Failure.NotFound(KB.UNKNOWN_SENDER_SYNTAX, bad.text())));
            case Parsed.NeedsUtf8 bad ->
                Answer.of(session.replies()
                        .reply(553, "5.6.7", new Failure.BadInput(KB.BAD_SYNTAX, bad.text(), "SMTPUTF8 is missing")));
            case Parsed.BadParameters bad -> throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "MAIL", bad.text()));
        };
    }

    private static Answer begin(Session session, MailPath path) {
        Optional<String> beyond = path.parameters().beyond(KNOWN);
        if (beyond.isPresent())
            return Answer.of(
                    session.replies().reply(555, "5.5.4", new Failure.Unsupported(KB.UNSUPPORTED, beyond.get())));
        String body = path.parameters().values().getOrDefault("BODY", "8BITMIME");
        if (!body.equalsIgnoreCase("8BITMIME") && !body.equalsIgnoreCase("7BIT"))
            return Answer.of(
                    session.replies().reply(501, "5.5.4", new Failure.Unsupported(KB.UNSUPPORTED, "BODY=" + body)));
        Optional<Long> size = path.parameters().size();
        if (size.isEmpty()) throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "SIZE", "a number of octets"));
        if (!path.parameters().values().getOrDefault("SMTPUTF8", "").isEmpty())
            throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "SMTPUTF8", "it takes no value"));
        long most = session.dialect().maxMessage();
        if (size.get() > most)
            throw new Refused(new Failure.TooLarge(KB.MESSAGE_TOO_LARGE, "message", size.get(), most));
        session.delivery().requireRoom();
        session.begin(path.address(), size.get(), path.parameters().has("SMTPUTF8"));
        return Answer.of(session.replies().senderOk);
    }
}
