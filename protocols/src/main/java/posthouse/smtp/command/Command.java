// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1
package posthouse.smtp.command;

import java.io.IOException;
import posthouse.smtp.session.Answer;
import posthouse.smtp.session.Session;

/** One command. Knows neither socket nor store; what it refuses it says by {@code Refused} or by a reply. */
public interface Command {
    Answer run(Session session, String arguments) throws IOException;
}
