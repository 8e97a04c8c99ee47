// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §3.1, §4.1.1, §4.4.1 notice of disconnection
package posthouse.ldap.session;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.ldap.LdapReplies;
import posthouse.ldap.LdapRooms;
import posthouse.ldap.command.Operations;
import posthouse.ldap.command.Outcome;
import posthouse.ldap.syntax.Answers;
import posthouse.ldap.syntax.Malformed;
import posthouse.ldap.syntax.Message;
import posthouse.ldap.syntax.Result;
import posthouse.net.Connection;

/**
 * One session from its first message to its end: takes a message, carries it out, answers. Operations are carried out in the
 * order in which they came. The one place that catches refusals.
 */
public final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Connection connection;
    private final LdapRooms rooms;
    private final Wire wire;
    private final Session session;

    public Conversation(Connection connection, LdapRooms rooms) {
        this.connection = connection;
        this.rooms = rooms;
        this.wire = new Wire(connection);
        this.session = new Session(connection, rooms, wire);
    }

    /** What others may look at and end. */
    public Session session() {
        return session;
    }

    /** Speaks until either side ends it. */
    public void run() throws IOException {
        try {
            while (step()) {
                // One message after another.
            }
        } catch (Refused e) {
            // A read was ended from outside: the deadline passed, the service stops, or a right was taken away.
            notice(session.refused(e.failure()));
        }
    }

    private boolean step() throws IOException {
        Optional<Failure> ending = connection.ending();
        if (ending.isPresent()) throw new Refused(ending.get());
        int limit = session.anonymous()
                ? rooms.limits().visitorMessage()
                : rooms.limits().message();
        Optional<Message> message;
        try {
            message = wire.next(limit);
        } catch (Malformed e) {
            notice(rooms.replies()
                    .reply(LdapReplies.PROTOCOL_ERROR, new Failure.BadInput(KB.LDAP_BAD_MESSAGE, "message", e.why())));
            return false;
        } catch (Wire.TooLong e) {
            notice(rooms.replies()
                    .reply(
                            LdapReplies.PROTOCOL_ERROR,
                            new Failure.TooLarge(KB.REQUEST_TOO_LARGE, "length", e.length(), limit)));
            return false;
        }
        return message.isPresent() && carryOut(message.get());
    }

    private boolean carryOut(Message message) throws IOException {
        Outcome outcome;
        try {
            outcome = Operations.run(session, message);
        } catch (Refused e) {
            outcome = new Outcome.Answer(session.refused(e.failure()));
        } catch (RuntimeException | StackOverflowError e) {
            outcome = new Outcome.Answer(rooms.replies().of(incident(message, e)));
        }
        return switch (outcome) {
            case Outcome.Answer answer -> {
                answer(message, answer.result());
                yield true;
            }
            case Outcome.Silence ignored -> true;
            case Outcome.Close ignored -> false;
            case Outcome.Disconnect d -> {
                notice(d.result());
                yield false;
            }
            case Outcome.StartTls s -> {
                answer(message, s.result());
                connection.startTls();
                session.forget();
                yield true;
            }
        };
    }

    private void answer(Message message, Result result) throws IOException {
        Optional<byte[]> bytes = Answers.result(message.id(), message.request(), result);
        if (bytes.isPresent()) connection.write(bytes.get());
    }

    private void notice(Result result) throws IOException {
        connection.write(Answers.notice(result));
    }

    private Failure incident(Message message, Throwable fault) {
        String incident = HexFormat.of().toHexDigits(rooms.random().nextInt());
        LOG.error(
                "kb={} incident={} operation={}",
                KB.INTERNAL,
                incident,
                message.request().getClass().getSimpleName(),
                fault);
        return new Failure.Internal(KB.INTERNAL, incident);
    }

    /** Answers the first request with the reason: libraries hide a notice that comes in place of an answer. */
    public static void turnAway(Connection connection, LdapRooms rooms, Failure why) throws IOException {
        Result result = rooms.replies().of(why);
        try {
            Optional<Message> first = new Wire(connection).next(rooms.limits().visitorMessage());
            Optional<byte[]> answer = first.flatMap(m -> Answers.result(m.id(), m.request(), result));
            if (answer.isPresent()) connection.write(answer.get());
        } catch (Malformed | Wire.TooLong e) {
            LOG.debug("peer={} sent no LDAP", connection.peer(), e);
        }
        connection.turnAway(Answers.notice(result));
    }
}
