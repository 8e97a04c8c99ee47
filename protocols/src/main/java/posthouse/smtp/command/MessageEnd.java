// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.1.4 · RFC 3030 §2 · RFC 2033 §4.2, §4.3 a reply for each recipient
package posthouse.smtp.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import posthouse.base.Failure;
import posthouse.delivery.CommitOutcome;
import posthouse.delivery.Intake;
import posthouse.delivery.RecipientOutcome;
import posthouse.smtp.Replies;
import posthouse.smtp.session.Answer;
import posthouse.smtp.session.Answer.Then;
import posthouse.smtp.session.Session;
import posthouse.smtp.syntax.Reply;

/** The end of a message, whichever way its octets came: made durable, then answered, so that nothing acknowledged can be lost. */
final class MessageEnd {
    private MessageEnd() {}

    static Answer commit(Session session, Intake intake) {
        Replies replies = session.replies();
        return switch (intake.commit()) {
            case CommitOutcome.Taken taken -> new Answer(List.of(replies.taken(taken.id())), Then.DELIVER);
            case CommitOutcome.Each ends -> new Answer(each(replies, ends), Then.DELIVER);
            case CommitOutcome.Refused refused -> refuse(session, refused.why(), Then.CONTINUE);
        };
    }

    static Answer refuse(Session session, Failure why, Then then) {
        // Whoever is shown out hears why, even where no answer is due.
        int answers = then == Then.TURN_AWAY ? Math.max(1, session.answers()) : session.answers();
        session.forget();
        return new Answer(Collections.nCopies(answers, session.replies().of(why)), then);
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
