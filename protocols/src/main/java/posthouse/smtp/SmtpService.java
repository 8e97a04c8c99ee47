// SPDX-License-Identifier: Apache-2.0
// RFC 5321 · RFC 2033
package posthouse.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.ProblemId;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.base.Service;
import posthouse.base.SwitchState;
import posthouse.delivery.Delivery;
import posthouse.net.Certificates;
import posthouse.net.Connection;
import posthouse.net.Endpoint;
import posthouse.net.NetLimits;
import posthouse.net.Protocol;
import posthouse.net.TcpServer;
import posthouse.smtp.command.Command;
import posthouse.smtp.command.Commands;
import posthouse.smtp.session.Conversation;

/** The services smtp (incoming mail of other servers) and lmtp (incoming mail of a relay in front). */
public final class SmtpService implements Service {
    private static final int PROBE_MILLIS = 5_000;
    private static final Pattern PROBLEM = Pattern.compile("\\(KB(\\d{4})\\)");

    private final Dialect dialect;
    private final Replies replies;
    private final Delivery delivery;
    private final Clock clock;
    private final RandomGenerator random;
    private final TcpServer server;
    private final Map<String, Command> commands;

    private SmtpService(
            Dialect dialect,
            List<Endpoint> endpoints,
            NetLimits limits,
            Delivery delivery,
            Problems problems,
            Clock clock,
            RandomGenerator random,
            Certificates certificates) {
        this.dialect = dialect;
        this.replies = new Replies(problems, dialect);
        this.delivery = delivery;
        this.clock = clock;
        this.random = random;
        this.commands = Commands.of(dialect.lmtp());
        this.server = new TcpServer(dialect.service(), endpoints, new Speaker(), limits, clock, certificates);
    }

    /** Mail from other servers: everything for the server's own domains, nothing for others. */
    public static SmtpService smtp(
            List<Endpoint> endpoints,
            NetLimits limits,
            Delivery delivery,
            Problems problems,
            Clock clock,
            RandomGenerator random,
            Certificates certificates) {
        Dialect dialect = dialect("smtp", false, delivery);
        return new SmtpService(dialect, endpoints, limits, delivery, problems, clock, random, certificates);
    }

    /** Mail from a relay, with an answer for each recipient. */
    public static SmtpService lmtp(
            List<Endpoint> endpoints,
            NetLimits limits,
            Delivery delivery,
            Problems problems,
            Clock clock,
            RandomGenerator random,
            Certificates certificates) {
        Dialect dialect = dialect("lmtp", true, delivery);
        return new SmtpService(dialect, endpoints, limits, delivery, problems, clock, random, certificates);
    }

    private static Dialect dialect(String service, boolean lmtp, Delivery delivery) {
        return new Dialect(
                service, lmtp, delivery.settings().host(), delivery.settings().maxMessage());
    }

    private final class Speaker implements Protocol {
        @Override
        public void serve(Connection connection) throws IOException {
            new Conversation(connection, dialect, replies, delivery, commands, clock, random).run();
        }

        @Override
        public byte[] refusal(Failure why) {
            return replies.of(why).print(false);
        }
    }

    @Override
    public String name() {
        return dialect.service();
    }

    @Override
    public Set<String> dependsOn() {
        return Set.of();
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void stop(Duration grace, SwitchState why) {
        var stopping = new Failure.Stopping(KB.STOPPING, name(), why.since());
        if (why.on()) server.refuse(grace, stopping);
        else if (why.by().isEmpty()) server.stop(grace, stopping);
        else server.refuse(grace, new Failure.Off(KB.serviceOff(name()), posthouse.base.Level.SERVER, name(), why));
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

    private static String reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') line = in.readLine();
        if (line == null) throw new IOException("no reply");
        return line;
    }

    /** Refuses with the problem that the reply names. */
    private void expect(String reply, char digit, Instant since) throws IOException {
        if (!reply.isEmpty() && reply.charAt(0) == digit) return;
        var named = PROBLEM.matcher(reply);
        if (!named.find()) throw new IOException(reply);
        throw new Refused(new Failure.Unavailable(new ProblemId(Integer.parseInt(named.group(1))), name(), since));
    }

    /** Begins a message over its own listeners, as any sender does, and takes it back. */
    @Override
    public void probe() {
        Instant since = clock.now();
        for (InetSocketAddress address : server.bound()) {
            try (Socket socket = new Socket()) {
                socket.connect(address, PROBE_MILLIS);
                socket.setSoTimeout(PROBE_MILLIS);
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                expect(reply(in), '2', since);
                for (String line : List.of(dialect.lmtp() ? "LHLO probe" : "EHLO probe", "MAIL FROM:<>", "QUIT")) {
                    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    expect(reply(in), '2', since);
                }
            } catch (IOException e) {
                throw new Refused(new Failure.Unavailable(KB.SERVICE_NOT_RUNNING, name(), since), e);
            }
        }
    }
}
