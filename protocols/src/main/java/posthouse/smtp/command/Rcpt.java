// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.1.3 RCPT, §4.5.3.1.10 too many recipients
package posthouse.smtp.command;

import java.util.Optional;
import java.util.Set;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.delivery.Intake;
import posthouse.delivery.RecipientOutcome;
import posthouse.smtp.session.Answer;
import posthouse.smtp.session.Session;
import posthouse.smtp.syntax.MailPath;
import posthouse.smtp.syntax.MailPath.Parsed;

/** RCPT TO:&lt;path&gt;. Asks the intake whether the message may go there. The first refusal does not end the message. */
final class Rcpt implements Command {
    @Override
    public Answer run(Session session, String arguments) {
        Session.Transaction transaction = session.transaction("RCPT");
        return switch (MailPath.parse(arguments, "TO:", transaction.utf8())) {
            case Parsed.Read read -> add(session, transaction.intake(), read.path());
            case Parsed.NoPath ignored ->
                throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "RCPT", "TO:<address> is missing"));
            case Parsed.BadAddress bad -> Answer.of(badAddress(session, bad.text()));
            case Parsed.NeedsUtf8 bad ->
                Answer.of(session.replies()
                        .reply(553, "5.6.7", new Failure.BadInput(KB.BAD_SYNTAX, bad.text(), "SMTPUTF8 is missing")));
            case Parsed.BadParameters bad -> throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "RCPT", bad.text()));
        };
    }

    private static Answer add(Session session, Intake intake, MailPath path) {
        Optional<String> beyond = path.parameters().beyond(Set.of());
        if (beyond.isPresent())
            return Answer.of(
                    session.replies().reply(555, "5.5.4", new Failure.Unsupported(KB.UNSUPPORTED, beyond.get())));
        if (path.address().isEmpty()) return Answer.of(badAddress(session, "<>"));
        int most = session.delivery().settings().maxRecipients();
        if (intake.recipients() >= most)
            throw new Refused(
                    new Failure.TooMany(KB.TOO_MANY_RECIPIENTS, "recipients", intake.recipients() + 1L, most));
        RecipientOutcome outcome = intake.addRecipient(path.address());
        return Answer.of(session.replies().of(outcome, path.address()));
    }

    /** Two at-signs are somebody trying to be relayed; anything else is a slip. */
    private static posthouse.smtp.syntax.Reply badAddress(Session session, String text) {
        boolean relaying = text.indexOf('@') != text.lastIndexOf('@');
        return relaying
                ? session.replies().reply(550, "5.7.1", new Failure.NotFound(KB.NOT_LOCAL, text))
                : session.replies().reply(501, "5.1.3", new Failure.NotFound(KB.UNKNOWN_SENDER_SYNTAX, text));
    }
}
