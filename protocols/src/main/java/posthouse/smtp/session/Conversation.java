// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §3.1, §4.1.4, §4.5.3.2 · RFC 3207 · RFC 2920 pipelining
package posthouse.smtp.session;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.delivery.Delivery;
import posthouse.net.Connection;
import posthouse.net.Line;
import posthouse.smtp.Dialect;
import posthouse.smtp.Replies;
import posthouse.smtp.command.Command;
import posthouse.smtp.syntax.CommandLine;
import posthouse.smtp.syntax.Reply;

/** One conversation from greeting to end: reads a line, runs its command, answers. The one place that catches refusals. */
public final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    /** RFC 5321 §4.5.3.1.4 asks for 512 and more for extensions. */
    static final int COMMAND = 2048;
    /** Refused commands after which the session ends; a message taken forgives the earlier ones. */
    private static final int MOST_ERRORS = 20;

    private static final int MOST_REFUSED_RECIPIENTS = 100;

    private final Connection connection;
    private final Replies replies;
    private final Map<String, Command> commands;
    private final RandomGenerator random;
    private final Session session;
    private int errors;
    private int refusedRecipients;

    public Conversation(
            Connection connection,
            Dialect dialect,
            Replies replies,
            Delivery delivery,
            Map<String, Command> commands,
            Clock clock,
            RandomGenerator random) {
        this.connection = connection;
        this.replies = replies;
        this.commands = commands;
        this.random = random;
        this.session = new Session(connection, dialect, replies, delivery, new MessageReader(connection, clock));
    }

    /** Speaks until either side ends it. */
    public void run() throws IOException {
        try {
            say(replies.greeting());
            while (step()) {
                // One command after another.
            }
        } catch (Refused e) {
            // A read was ended from outside: the deadline passed, or the service stops.
            say(replies.of(e.failure()));
        } finally {
            session.forget();
        }
    }

    private boolean step() throws IOException {
        return switch (connection.readLine(COMMAND)) {
            case Line.Text line -> command(line.bytes());
            case Line.TooLong tooLong ->
                refuse(replies.of(new Failure.TooLarge(KB.LINE_TOO_LONG, "line", COMMAND, tooLong.limit())));
            case Line.Endless endless -> {
                say(replies.of(new Failure.TooLarge(KB.LINE_TOO_LONG, "line", COMMAND, endless.limit())));
                connection.turnAway(new byte[0]);
                yield false;
            }
            case Line.Bare bare -> {
                Reply reply = replies.reply(500, "5.5.2", new Failure.BadInput(KB.BARE_LINE_ENDING, "1", bare.what()));
                // What follows an LF that others may not see as a line end cannot be trusted to be commands.
                if (!bare.what().equals("LF")) yield refuse(reply);
                say(reply);
                yield false;
            }
            case Line.End ignored -> false;
        };
    }

    private boolean command(byte[] line) throws IOException {
        Optional<CommandLine> read = CommandLine.parse(line);
        if (read.isEmpty() || read.get().verb().isEmpty())
            return refuse(replies.of(new Failure.BadInput(KB.UNKNOWN_COMMAND, "command", shown(line))));
        String verb = read.get().verb();
        if (isHttp(verb)) {
            // A browser was sent here to speak SMTP by way of a form.
            say(replies.of(new Failure.BadInput(KB.UNKNOWN_COMMAND, "command", verb)));
            return false;
        }
        Command command = commands.get(verb);
        if (command == null)
            return refuse(replies.of(new Failure.BadInput(KB.UNKNOWN_COMMAND, "command", shown(line))));
        return carryOut(verb, command, read.get().arguments());
    }

    private boolean carryOut(String verb, Command command, String arguments) throws IOException {
        Answer answer;
        try {
            answer = command.run(session, arguments);
        } catch (Refused e) {
            if (endsSession(e.failure())) throw e;
            answer = Answer.of(replies.of(e.failure()));
        } catch (RuntimeException | StackOverflowError e) {
            Reply reply = replies.of(incident(verb, e));
            // Where it stopped within a message, the rest of that must not be read as commands.
            boolean message = verb.equals("DATA") || verb.equals("BDAT");
            answer = message ? new Answer(List.of(reply), Answer.Then.TURN_AWAY) : Answer.of(reply);
        }
        boolean refused = false;
        for (Reply reply : answer.replies()) {
            say(reply);
            refused |= reply.refuses();
        }
        switch (answer.then()) {
            case CONTINUE, SAID_BEFORE -> {}
            case CLOSE -> {
                return false;
            }
            case TURN_AWAY -> {
                connection.turnAway(new byte[0]);
                return false;
            }
            case START_TLS -> {
                connection.startTls();
                session.startAfresh();
            }
            case DELIVER -> {
                connection.flush();
                session.forget();
            }
        }
        if (!refused && answer.then() == Answer.Then.DELIVER) errors = 0;
        return !refused || answer.then() == Answer.Then.SAID_BEFORE || counted(verb);
    }

    /** Reads that were ended from outside end the session, whichever command they happened in. */
    private static boolean endsSession(Failure failure) {
        return failure instanceof Failure.Stopping
                || failure instanceof Failure.Off
                || (failure instanceof Failure.TimedOut t && t.problem().equals(KB.SESSION_TOO_LONG_IDLE));
    }

    private Failure incident(String verb, Throwable fault) {
        String incident = HexFormat.of().toHexDigits(random.nextInt());
        LOG.error("kb={} incident={} command={}", KB.INTERNAL, incident, verb, fault);
        session.forget();
        return new Failure.Internal(KB.INTERNAL, incident);
    }

    private boolean refuse(Reply reply) throws IOException {
        say(reply);
        return counted("");
    }

    private boolean counted(String verb) throws IOException {
        boolean recipient = verb.equals("RCPT");
        if (recipient) refusedRecipients++;
        else errors++;
        if (errors < MOST_ERRORS && refusedRecipients < MOST_REFUSED_RECIPIENTS) return true;
        say(replies.of(new Failure.TooMany(KB.TOO_MANY_ERRORS, "commands", errors + refusedRecipients, MOST_ERRORS)));
        return false;
    }

    private void say(Reply reply) throws IOException {
        session.say(reply);
    }

    private static boolean isHttp(String verb) {
        return switch (verb) {
            case "GET", "POST", "PUT", "HEAD", "CONNECT", "OPTIONS", "HTTP" -> true;
            default -> false;
        };
    }

    private static String shown(byte[] line) {
        String text = new String(line, 0, Math.min(line.length, 40), java.nio.charset.StandardCharsets.US_ASCII);
        return text.replaceAll("[^ -~]", "?");
    }
}
