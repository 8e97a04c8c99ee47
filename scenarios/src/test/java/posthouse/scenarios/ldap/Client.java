// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.ldap;

import com.unboundid.asn1.ASN1StreamReader;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.GenericResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.TreeSet;

/** A client that sends bytes as they are and reads what comes back. */
final class Client implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 4_000;

    private final Socket socket;
    private final ASN1StreamReader in;

    /**
     * What came of a request.
     *
     * @param code the result code; -1 when the server closed the connection without one
     * @param entries the names of the entries that came before it
     * @param text what the server said about it
     */
    record Outcome(int code, Set<String> entries, String text) {
        /** The same as far as another server has to agree: a notice of disconnection and a bare close both end the session. */
        String essence() {
            return code + " " + entries;
        }
    }

    Client(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    Client(Socket socket) throws IOException {
        this(socket, PATIENCE_MILLIS);
    }

    /** One that takes this long a silence for the answer. */
    Client(Socket socket, int patienceMillis) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(patienceMillis);
        this.in = new ASN1StreamReader(new BufferedInputStream(socket.getInputStream()), 1 << 24);
        in.setIgnoreSocketTimeout(false, false);
    }

    Client bind(String name, String password) throws IOException {
        send(new LDAPMessage(1, new BindRequestProtocolOp(name, password))
                .encode()
                .encode());
        Outcome bound = read();
        if (bound.code() != 0) throw new IOException("bind: " + bound);
        return this;
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    Outcome ask(byte[] request) throws IOException {
        try {
            send(request);
        } catch (SocketException e) {
            // It closed before it had everything; what it said lies ready all the same.
        }
        return read();
    }

    /** Reads up to a result, or to the end. */
    Outcome read() throws IOException {
        Set<String> entries = new TreeSet<>();
        try {
            while (true) {
                LDAPMessage message = LDAPMessage.readFrom(in, false);
                if (message == null) return new Outcome(-1, entries, "closed");
                switch (message.getProtocolOp()) {
                    case GenericResponseProtocolOp done -> {
                        return new Outcome(done.getResultCode(), entries, String.valueOf(done.getDiagnosticMessage()));
                    }
                    case ExtendedResponseProtocolOp extended -> {
                        boolean notice = message.getMessageID() == 0;
                        return new Outcome(
                                notice ? -1 : extended.getResultCode(),
                                entries,
                                (notice ? "notice " + extended.getResultCode() + ": " : "")
                                        + extended.getDiagnosticMessage());
                    }
                    case com.unboundid.ldap.protocol.BindResponseProtocolOp bound -> {
                        return new Outcome(
                                bound.getResultCode(), entries, String.valueOf(bound.getDiagnosticMessage()));
                    }
                    case com.unboundid.ldap.protocol.SearchResultEntryProtocolOp entry ->
                        entries.add(DN.normalize(entry.getDN()));
                    default -> throw new IOException("unexpected " + message);
                }
            }
        } catch (SocketTimeoutException e) {
            return new Outcome(-2, entries, "silence");
        } catch (LDAPException e) {
            if (e.getCause() instanceof SocketException) return new Outcome(-1, entries, "reset");
            if (e.getCause() instanceof SocketTimeoutException) return new Outcome(-2, entries, "silence");
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
