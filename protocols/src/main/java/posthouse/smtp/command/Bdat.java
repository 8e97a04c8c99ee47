// SPDX-License-Identifier: Apache-2.0
// RFC 3030 §2 BDAT · RFC 2033 §4.3 a reply for each recipient after LAST
package posthouse.smtp.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.smtp.session.Answer;
import posthouse.smtp.session.Answer.Then;
import posthouse.smtp.session.Chunks;
import posthouse.smtp.session.Session;
import posthouse.smtp.syntax.Chunk;

/** BDAT size [LAST]: a piece of a message. Whatever is wrong, its octets are read before the answer, so that none is a command. */
final class Bdat implements Command {
    @Override
    public Answer run(Session session, String arguments) throws IOException {
        Optional<Chunk> read = Chunk.parse(arguments);
        if (read.isEmpty()) {
            var why = new Failure.BadInput(KB.BAD_SYNTAX, "BDAT", "a number of octets, then LAST or nothing");
            // Octets of a message may follow, and nobody can tell where they end.
            return new Answer(List.of(session.replies().of(why)), Then.TURN_AWAY);
        }
        Chunk chunk = read.get();
        Chunks message = session.chunks();
        boolean again = message.wasRefused();
        boolean whole = session.reader().chunk(chunk.size(), message);
        if (chunk.last()) message.end();
        Optional<Failure> failure = message.failure();
        if (failure.isPresent()) {
            Then then = !whole ? Then.TURN_AWAY : again ? Then.SAID_BEFORE : Then.CONTINUE;
            return chunk.last()
                    ? MessageEnd.refuse(session, failure.get(), then)
                    : new Answer(List.of(session.replies().of(failure.get())), then);
        }
        return chunk.last()
                ? MessageEnd.commit(session, session.intake("BDAT"))
                : Answer.of(session.replies().received(chunk.size()));
    }
}
