// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.1.4 order of commands
package posthouse.smtp.session;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;
import posthouse.delivery.Arrival;
import posthouse.delivery.Delivery;
import posthouse.delivery.Intake;
import posthouse.net.Connection;
import posthouse.smtp.Dialect;
import posthouse.smtp.Replies;
import posthouse.smtp.syntax.Reply;

/** The state of one conversation, as commands see and change it. Used by one thread. */
public final class Session {
    private final Connection connection;
    private final Dialect dialect;
    private final Replies replies;
    private final Delivery delivery;
    private final MessageReader reader;

    private String greeting = "";
    private boolean extended;
    private @Nullable Transaction transaction;

    /** One message between MAIL and its end. */
    public static final class Transaction {
        private final Intake intake;
        private final boolean utf8;
        /** From the first chunk on. */
        private @Nullable Chunks chunks;

        Transaction(Intake intake, boolean utf8) {
            this.intake = intake;
            this.utf8 = utf8;
        }

        public Intake intake() {
            return intake;
        }

        /** Whether SMTPUTF8 was asked for. */
        public boolean utf8() {
            return utf8;
        }
    }

    public Session(Connection connection, Dialect dialect, Replies replies, Delivery delivery, MessageReader reader) {
        this.connection = connection;
        this.dialect = dialect;
        this.replies = replies;
        this.delivery = delivery;
        this.reader = reader;
    }

    public Dialect dialect() {
        return dialect;
    }

    public Replies replies() {
        return replies;
    }

    public Delivery delivery() {
        return delivery;
    }

    /** Reads the octets of a message. */
    public MessageReader reader() {
        return reader;
    }

    /** Says something before the command's answer. */
    public void say(Reply reply) throws IOException {
        connection.write(reply.print(transaction != null && transaction.utf8));
    }

    /** Whether the connection is encrypted. */
    public boolean tls() {
        return connection.tls().isPresent();
    }

    /** Whether the client sent more than the command that is being carried out. */
    public boolean hasMoreInput() {
        return connection.buffered() > 0;
    }

    /** The client has introduced itself; what it had begun is forgotten. */
    public void greet(String name, boolean withExtensions) {
        forget();
        greeting = name;
        extended = withExtensions;
    }

    /** After STARTTLS the client is a stranger again (RFC 3207 §4.2). */
    void startAfresh() {
        forget();
        greeting = "";
        extended = false;
    }

    public boolean greeted() {
        return !greeting.isEmpty();
    }

    /** The message whose octets have not begun; refuses with OutOfOrder when there is none. */
    public Transaction transaction(String command) {
        Transaction current = transaction;
        if (current == null || current.chunks != null)
            throw new Refused(new Failure.OutOfOrder(KB.OUT_OF_ORDER, command));
        return current;
    }

    /** Where the message under way goes; refuses with OutOfOrder when there is none. */
    public Intake intake(String command) {
        Transaction current = transaction;
        if (current == null) throw new Refused(new Failure.OutOfOrder(KB.OUT_OF_ORDER, command));
        return current.intake;
    }

    /** Whether a message is under way. One whose chunks are refused is not (RFC 3030 §2): the next may begin. */
    public boolean inTransaction() {
        Transaction current = transaction;
        return current != null
                && (current.chunks == null || current.chunks.failure().isEmpty());
    }

    /** The message under way as its chunks see it; those that belong to none are refused, every one. */
    public Chunks chunks() {
        long most = dialect.maxMessage();
        Transaction current = transaction;
        if (current == null) return Chunks.refused(new Failure.OutOfOrder(KB.OUT_OF_ORDER, "BDAT"), most);
        Chunks begun = current.chunks;
        if (begun == null) {
            begun = current.intake.recipients() == 0
                    ? Chunks.refused(new Failure.OutOfOrder(KB.NO_RECIPIENT_ACCEPTED, "BDAT"), most)
                    : Chunks.into(current.intake, most);
            current.chunks = begun;
        }
        return begun;
    }

    /** How many answers the end of a message gets. By LMTP one for each recipient, and none where all were refused (RFC 2033 §4.3). */
    public int answers() {
        Transaction current = transaction;
        return dialect.lmtp() && current != null ? current.intake.recipients() : 1;
    }

    /** Begins a message. */
    public void begin(String sender, long size, boolean utf8) {
        forget();
        Intake intake = delivery.intake(sender, arrival(utf8), size, dialect.lmtp());
        transaction = new Transaction(intake, utf8);
    }

    /** Ends the message under way, without a trace unless it was taken. */
    public void forget() {
        Transaction current = transaction;
        transaction = null;
        if (current != null) current.intake.close();
    }

    private Arrival arrival(boolean utf8) {
        String kind = dialect.lmtp() ? "LMTP" : utf8 ? "SMTP" : extended ? "ESMTP" : "SMTP";
        String with = (utf8 ? "UTF8" : "") + kind + (tls() ? "S" : "");
        Optional<String> cipher = connection.tls().map(s -> s.getProtocol() + " " + s.getCipherSuite());
        return new Arrival(dialect.service(), greeting, connection.peer(), with, cipher);
    }
}
