// SPDX-License-Identifier: Apache-2.0
// RFC 4510
package posthouse.ldap;

import com.unboundid.asn1.ASN1StreamReader;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.base.Service;
import posthouse.base.SwitchState;
import posthouse.directory.Directory;
import posthouse.ldap.schema.Schema;
import posthouse.ldap.session.Conversation;
import posthouse.ldap.session.Harvest;
import posthouse.ldap.session.Session;
import posthouse.ldap.syntax.Answers;
import posthouse.net.Certificates;
import posthouse.net.Connection;
import posthouse.net.Endpoint;
import posthouse.net.NetLimits;
import posthouse.net.Protocol;
import posthouse.net.TcpServer;

/** The service ldap: the directory, read-only, for programs that look up addresses. */
public final class LdapService implements Service {
    private static final String NAME = "ldap";
    private static final int PROBE_MILLIS = 5_000;
    /** How often it is looked whether rights have changed under open sessions. */
    private static final Duration REVIEW = Duration.ofMillis(100);

    private final List<Endpoint> endpoints;
    private final LdapRooms rooms;
    private final TcpServer server;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    /** The one reviewer of the time in which the service runs. */
    private volatile Optional<Object> reviewing = Optional.empty();

    public LdapService(
            List<Endpoint> endpoints,
            NetLimits limits,
            LdapLimits ldapLimits,
            Directory directory,
            Problems problems,
            Clock clock,
            RandomGenerator random,
            Certificates certificates) {
        this.endpoints = List.copyOf(endpoints);
        Harvest harvest = new Harvest(ldapLimits.harvest(), ldapLimits.harvestPerMinute(), clock);
        this.rooms = new LdapRooms(directory, new LdapReplies(problems), ldapLimits, harvest, clock, random);
        this.server = new TcpServer(NAME, endpoints, new Speaker(), limits, clock, certificates);
    }

    private final class Speaker implements Protocol {
        @Override
        public void serve(Connection connection) throws IOException {
            Conversation conversation = new Conversation(connection, rooms);
            sessions.add(conversation.session());
            try {
                conversation.run();
            } finally {
                sessions.remove(conversation.session());
            }
        }

        @Override
        public void turnAway(Connection connection, Failure why) throws IOException {
            Conversation.turnAway(connection, rooms, why);
        }

        @Override
        public byte[] refusal(Failure why) {
            return Answers.notice(rooms.replies().of(why));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> dependsOn() {
        return Set.of();
    }

    @Override
    public void start() {
        server.start();
        Object review = new Object();
        reviewing = Optional.of(review);
        // Read ahead of the first request, which would wait for it.
        Thread.ofVirtual().name("ldap-schema").start(Schema::standard);
        Thread.ofVirtual().name("ldap-review").start(() -> review(review));
    }

    /** Ends, from outside, sessions of those who may no longer use the service. */
    private void review(Object own) {
        long seen = -1;
        while (reviewing.filter(r -> r == own).isPresent()) {
            long epoch = rooms.directory().access().snapshot().epoch();
            if (epoch != seen) {
                seen = epoch;
                sessions.forEach(Session::review);
            }
            rooms.clock().pause(REVIEW);
        }
    }

    @Override
    public void stop(Duration grace, SwitchState why) {
        var stopping = new Failure.Stopping(KB.STOPPING, NAME, why.since());
        if (why.on()) server.refuse(grace, stopping);
        else if (why.by().isEmpty()) server.stop(grace, stopping);
        else server.refuse(grace, new Failure.Off(KB.LDAP_OFF, Level.SERVER, NAME, why));
        reviewing = Optional.empty();
    }

    @Override
    public void hurry() {
        server.hurry();
    }

    @Override
    public void relent() {
        server.relent();
    }

    @Override
    public List<String> listening() {
        return server.listening();
    }

    @Override
    public Set<String> addresses() {
        return server.addresses();
    }

    @Override
    public int sessions() {
        return server.sessions();
    }

    /** Searches the root DSE over its own listeners without TLS; those with TLS have to accept a connection. */
    @Override
    public void probe() {
        Instant since = rooms.clock().now();
        List<InetSocketAddress> bound = server.bound();
        if (bound.isEmpty()) throw new Refused(new Failure.Unavailable(KB.SERVICE_NOT_RUNNING, NAME, since));
        for (int i = 0; i < bound.size(); i++) {
            try (Socket socket = new Socket()) {
                socket.connect(bound.get(i), PROBE_MILLIS);
                socket.setSoTimeout(PROBE_MILLIS);
                if (!endpoints.get(i).tls()) search(socket);
            } catch (IOException | LDAPException e) {
                throw new Refused(new Failure.Unavailable(KB.SERVICE_NOT_RUNNING, NAME, since), e);
            }
        }
    }

    private static void search(Socket socket) throws IOException, LDAPException {
        var root = new SearchRequestProtocolOp(
                "",
                SearchScope.BASE,
                DereferencePolicy.NEVER,
                1,
                PROBE_MILLIS / 1000,
                false,
                Filter.present("objectClass"),
                List.of("supportedLDAPVersion"));
        socket.getOutputStream().write(new LDAPMessage(1, root).encode().encode());
        var in = new ASN1StreamReader(new BufferedInputStream(socket.getInputStream()));
        LDAPMessage entry = LDAPMessage.readFrom(in, false);
        if (entry == null || entry.getProtocolOpType() != LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_RESULT_ENTRY)
            throw new IOException("no root DSE");
        LDAPMessage done = LDAPMessage.readFrom(in, false);
        if (done == null || done.getSearchResultDoneProtocolOp().getResultCode() != 0)
            throw new IOException("the search did not end well");
    }
}
