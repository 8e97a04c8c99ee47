// SPDX-License-Identifier: Apache-2.0
// RFC 3207 STARTTLS
package posthouse.smtp.command;

import java.util.List;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.smtp.session.Answer;
import posthouse.smtp.session.Session;

/** STARTTLS. Refused when more plain text came with it: somebody between may have written that (CVE-2021-38542). */
final class StartTls implements Command {
    @Override
    public Answer run(Session session, String arguments) {
        if (session.tls() || session.inTransaction())
            throw new Refused(new Failure.OutOfOrder(KB.OUT_OF_ORDER, "STARTTLS"));
        if (!arguments.isEmpty())
            throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "STARTTLS", "takes no argument"));
        if (session.hasMoreInput())
            return Answer.closing(
                    session.replies().of(new Failure.BadInput(KB.PLAINTEXT_AFTER_STARTTLS, "STARTTLS", "plain text")));
        return new Answer(List.of(session.replies().readyForTls), Answer.Then.START_TLS);
    }
}
