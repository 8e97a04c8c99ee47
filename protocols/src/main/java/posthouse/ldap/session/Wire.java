// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §5.2 transfer over TCP
package posthouse.ldap.session;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import posthouse.ldap.syntax.Ber;
import posthouse.ldap.syntax.Malformed;
import posthouse.ldap.syntax.Message;
import posthouse.ldap.syntax.MessageReader;
import posthouse.ldap.syntax.Request;
import posthouse.net.Connection;

/** Takes messages off a connection, each only after its length was found acceptable. */
final class Wire {
    private static final byte SEQUENCE = 0x30;

    private final Connection connection;

    Wire(Connection connection) {
        this.connection = connection;
    }

    /** A message longer than the limit. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1;
        private final long length;

        TooLong(long length) {
            super("a message of " + length + " bytes");
            this.length = length;
        }

        long length() {
            return length;
        }
    }

    /** The next message, at most so many bytes long; empty when the peer has left. */
    Optional<Message> next(int limit) throws IOException, Malformed, TooLong {
        if (!connection.ready(1)) return Optional.empty();
        if (connection.array()[connection.position()] != SEQUENCE)
            throw new Malformed("it does not begin as a message");
        if (!connection.ready(2)) return Optional.empty();
        int header = Ber.headerSize(connection.array()[connection.position() + 1]);
        if (header == 0) throw new Malformed("its length is not definite");
        if (!connection.ready(header)) return Optional.empty();
        long length = header + Ber.length(connection.array(), connection.position(), header);
        if (length > limit) throw new TooLong(length);
        if (!connection.ready((int) length)) return Optional.empty();
        byte[] message =
                Arrays.copyOfRange(connection.array(), connection.position(), connection.position() + (int) length);
        connection.consume((int) length);
        return Optional.of(MessageReader.read(message));
    }

    /** Whether an Abandon of that message has come in already. */
    boolean abandoned(int id) {
        byte[] bytes = connection.array();
        int at = connection.position();
        int end = at + connection.buffered();
        while (end - at > Ber.LONGEST_HEADER && bytes[at] == SEQUENCE) {
            int header = Ber.headerSize(bytes[at + 1]);
            long length = header == 0 ? Long.MAX_VALUE : header + Ber.length(bytes, at, header);
            if (length > end - at) return false;
            try {
                Message message = MessageReader.read(Arrays.copyOfRange(bytes, at, at + (int) length));
                if (message.request() instanceof Request.Abandon abandon && abandon.id() == id) return true;
            } catch (Malformed e) {
                // It is told so when its turn comes.
                return false;
            }
            at += (int) length;
        }
        return false;
    }
}
