// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.1.1 EHLO, HELO · RFC 2033 §4.1 LHLO
package posthouse.smtp.command;

import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.smtp.session.Answer;
import posthouse.smtp.session.Session;

/** The client introduces itself, which also ends what it had begun. */
final class Hello implements Command {
    private static final int LONGEST = 255;

    private final boolean extended;

    Hello(boolean extended) {
        this.extended = extended;
    }

    @Override
    public Answer run(Session session, String arguments) {
        if (arguments.isEmpty())
            throw new Refused(new Failure.BadInput(KB.BAD_SYNTAX, "EHLO", "a domain or address literal is missing"));
        session.greet(clean(arguments), extended);
        return Answer.of(
                extended
                        ? session.replies().hello(session.tls())
                        : session.replies().plainHello());
    }

    /** What may stand in a Received field: the first word, without what would end an atom or a comment there. */
    private static String clean(String name) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < name.length() && clean.length() < LONGEST; i++) {
            char c = name.charAt(i);
            if (c == ' ' || c == '\t') break;
            clean.append("()<>@,;\\\"".indexOf(c) >= 0 || c > 126 ? '?' : c);
        }
        return clean.toString();
    }
}
