// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.1.4 DATA · RFC 2033 §4.2 a reply for each recipient
package posthouse.smtp.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.delivery.CommitOutcome;
import posthouse.delivery.Intake;
import posthouse.delivery.RecipientOutcome;
import posthouse.smtp.Replies;
import posthouse.smtp.session.Answer;
import posthouse.smtp.session.Answer.Then;
import posthouse.smtp.session.MessageReader;
import posthouse.smtp.session.Session;
import posthouse.smtp.syntax.Reply;

/** DATA: reads the message, makes it durable, then answers: nothing is acknowledged that could be lost. */
final class Data implements Command {
    @Override
    public Answer run(Session session, String arguments) throws IOException {
        Session.Transaction transaction = session.transaction("DATA");
        Intake intake = transaction.intake();
        Replies replies = session.replies();
        if (!arguments.isEmpty())
            return Answer.of(replies.of(new Failure.BadInput(KB.BAD_SYNTAX, "DATA", "takes no argument")));
        if (intake.recipients() == 0)
            return Answer.of(replies.reply(554, "5.5.1", new Failure.OutOfOrder(KB.NO_RECIPIENT_ACCEPTED, "DATA")));
        session.say(replies.startData);
        MessageReader.Read read = session.reader().read(intake);
        int answers = session.dialect().lmtp() ? intake.recipients() : 1;
        Failure failure = read.failure();
        if (failure != null) {
            session.forget();
            Then then = read.atEnd() ? Then.CONTINUE : Then.CLOSE;
            return new Answer(Collections.nCopies(answers, replies.of(failure)), then);
        }
        return switch (intake.commit()) {
            case CommitOutcome.Taken taken -> new Answer(List.of(replies.taken(taken.id())), Then.DELIVER);
            case CommitOutcome.Each ends -> new Answer(each(replies, ends), Then.DELIVER);
            case CommitOutcome.Refused refused -> {
                session.forget();
                yield new Answer(Collections.nCopies(answers, replies.of(refused.why())), Then.CONTINUE);
            }
        };
    }

    private static List<Reply> each(Replies replies, CommitOutcome.Each ends) {
        List<Reply> all = new ArrayList<>();
        for (RecipientOutcome end : ends.ends())
            all.add(
                    end instanceof RecipientOutcome.Accepted || end instanceof RecipientOutcome.AcceptedForGroup
                            ? replies.taken(ends.id())
                            : replies.of(end, ""));
        return all;
    }
}
