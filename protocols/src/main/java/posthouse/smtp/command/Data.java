// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.1.4 DATA · RFC 2033 §4.2
package posthouse.smtp.command;

import java.io.IOException;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.delivery.Intake;
import posthouse.smtp.session.Answer;
import posthouse.smtp.session.Answer.Then;
import posthouse.smtp.session.MessageReader;
import posthouse.smtp.session.Session;

/** DATA: reads the message to its end, then answers. */
final class Data implements Command {
    @Override
    public Answer run(Session session, String arguments) throws IOException {
        Intake intake = session.transaction("DATA").intake();
        if (!arguments.isEmpty()) throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "DATA", "takes no argument"));
        if (intake.recipients() == 0) throw new Refused(new Failure.OutOfOrder(KB.NO_RECIPIENT_ACCEPTED, "DATA"));
        session.say(session.replies().startData);
        MessageReader.Read read = session.reader().read(intake);
        Failure failure = read.failure();
        if (failure == null) return MessageEnd.commit(session, intake);
        return MessageEnd.refuse(session, failure, read.atEnd() ? Then.CONTINUE : Then.TURN_AWAY);
    }
}
