// SPDX-License-Identifier: Apache-2.0
// RFC 4511 §4.2, §4.5
package posthouse.scenarios.truth;

import com.unboundid.asn1.ASN1StreamReader;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An LDAP client that asks for everything and reads one entry in ten milliseconds, until it is told to hurry. */
final class SlowLookUp implements AutoCloseable {
    private static final int NOT_PERMITTED = 50;

    /** How it ended: messages read, and the last code with its words. */
    record End(int messages, int code, String words, long at) {}

    private final Socket socket = new Socket();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile boolean hurry;

    SlowLookUp(LiveHouse live, String name) throws Exception {
        socket.setReceiveBufferSize(8 * 1024);
        String[] at = live.address("ldap").split(":");
        socket.connect(new InetSocketAddress(at[0], Integer.parseInt(at[1])));
        var in = new ASN1StreamReader(new BufferedInputStream(new Paced(socket.getInputStream())));
        if (!name.isEmpty()) {
            send(1, new BindRequestProtocolOp(name + "@demo.test", LiveHouse.PASSWORD));
            LDAPMessage bound = LDAPMessage.readFrom(in, false);
            if (bound == null || bound.getBindResponseProtocolOp().getResultCode() != 0)
                throw new AssertionError("bind: " + bound);
        }
        ask(2);
        Thread.ofVirtual().start(() -> read(in));
    }

    private void send(int id, com.unboundid.ldap.protocol.ProtocolOp op) throws IOException {
        socket.getOutputStream().write(new LDAPMessage(id, op).encode().encode());
    }

    private void ask(int id) throws IOException {
        send(
                id,
                new SearchRequestProtocolOp(
                        "dc=demo,dc=test",
                        SearchScope.SUB,
                        DereferencePolicy.NEVER,
                        0,
                        0,
                        false,
                        Filter.createPresenceFilter("objectClass"),
                        List.of()));
    }

    private void read(ASN1StreamReader in) {
        int messages = 0;
        int code = -1;
        String words = "";
        try {
            while (true) {
                @Nullable LDAPMessage message = LDAPMessage.readFrom(in, false);
                if (message == null) break;
                messages++;
                if (message.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_RESULT_DONE) {
                    code = message.getSearchResultDoneProtocolOp().getResultCode();
                    words = String.valueOf(
                            message.getSearchResultDoneProtocolOp().getDiagnosticMessage());
                    if (code == NOT_PERMITTED) break;
                    ask(message.getMessageID() + 1);
                }
                if (message.getMessageID() == 0) {
                    ExtendedResponseProtocolOp notice = message.getExtendedResponseProtocolOp();
                    code = notice.getResultCode();
                    words = String.valueOf(notice.getDiagnosticMessage());
                }
                if (!hurry) TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (IOException | com.unboundid.ldap.sdk.LDAPException e) {
            // Broken off.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end.complete(new End(messages, code, words, System.nanoTime()));
    }

    /** A stream that hands out little at a time, as a slow reader takes it. */
    private static final class Paced extends java.io.FilterInputStream {
        Paced(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, 1024));
        }
    }

    void hurry() {
        hurry = true;
    }

    boolean running() {
        return !end.isDone();
    }

    End end() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
