// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes to a server that is about to be killed: four SMTP, four LMTP and two JMAP connections, a third of the mail to ten
 * recipients, some over 1 MiB, and moves between mailboxes. It logs each answer and never sends anything again.
 *
 * <p>{@code --server FILE --log FILE --round NAME [--seconds 3] [--big 40]}; ends when the time is over or the last
 * connection has broken. Without arguments each line of standard input asks for a round.
 */
public final class CrashWriter {

    static final String SENDER = "writer@remote.test";
    private static final int BIG = 1_200_000;

    private final ServerFile server;
    private final AckLog log;
    private final String round;
    private final long end;
    private final int bigEvery;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder moved = new LongAdder();
    /** Mail begins when the movers have signed in, so that a short round has moves as well. */
    private final CountDownLatch movers = new CountDownLatch(2);

    private CrashWriter(ServerFile server, AckLog log, Arguments arguments) {
        this.server = server;
        this.log = log;
        this.round = arguments.text("round");
        this.end = System.nanoTime()
                + Duration.ofSeconds(arguments.number("seconds", 3)).toNanos();
        this.bigEvery = arguments.number("big", 40);
    }

    public static void main(String[] given) throws IOException, InterruptedException {
        System.exit(Asked.each(given, CrashWriter::round));
    }

    private static boolean round(Arguments arguments) throws IOException, InterruptedException {
        ServerFile server = ServerFile.read(Path.of(arguments.text("server")));
        try (AckLog log = new AckLog(Path.of(arguments.text("log")))) {
            CrashWriter writer = new CrashWriter(server, log, arguments);
            writer.run();
            System.out.println("{\"acknowledged\":" + writer.acknowledged.sum() + ",\"refused\":" + writer.refused.sum()
                    + ",\"moved\":" + writer.moved.sum() + "}");
        }
        return true;
    }

    private interface Work {
        void run(int connection) throws IOException;
    }

    private void run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int c = 0; c < 10; c++) {
            int connection = c;
            Work work = c < 4 ? this::smtp : c < 8 ? this::lmtp : this::jmap;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    work.run(connection);
                } catch (IOException | RuntimeException e) {
                    if (System.getenv("CRASH_TRACE") != null) System.err.println(connection + ": " + e);
                }
            }));
        }
        for (Thread thread : threads) thread.join();
    }

    private void smtp(int connection) throws IOException {
        try (MailLink link =
                new MailLink(MailLink.Protocol.SMTP, server.smtpHost(), server.smtpPort(), Duration.ofSeconds(20))) {
            mail(link, connection, false);
        }
    }

    private void lmtp(int connection) throws IOException {
        try (MailLink link =
                new MailLink(MailLink.Protocol.LMTP, server.lmtpHost(), server.lmtpPort(), Duration.ofSeconds(20))) {
            mail(link, connection, true);
        }
    }

    private void mail(MailLink link, int connection, boolean lmtp) throws IOException {
        try {
            movers.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Random random = new Random((round + connection).hashCode());
        for (int n = 0; System.nanoTime() < end; n++) {
            String id = round + "-" + connection + "-" + n;
            List<String> to = recipients(random, n % 3 == 0 ? 10 : 1);
            int size = random.nextInt(bigEvery) == 0 ? BIG : 500 + random.nextInt(8000);
            byte[] message = Generated.message(id, size, SENDER, to);
            log.write("T", id, Integer.toString(size), SENDER, String.join(",", to));
            MailLink.Answer answer = link.send(SENDER, to, message);
            record(id, to, answer, lmtp);
        }
    }

    private void record(String id, List<String> to, MailLink.Answer answer, boolean lmtp) throws IOException {
        List<String> accepted = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        int next = 0;
        String why = "";
        for (int i = 0; i < to.size(); i++) {
            Reply reply = answer.recipients().get(i);
            if (reply.positive() && !answer.finals().isEmpty())
                reply = answer.finals().get(lmtp ? next++ : 0);
            else if (reply.positive()) reply = new Reply(0, "DATA refused");
            (reply.positive() ? accepted : rejected).add(to.get(i));
            if (!reply.positive()) why = reply.code() + " " + reply.text();
        }
        if (!accepted.isEmpty()) {
            log.write("A", id, String.join(",", accepted));
            acknowledged.increment();
        }
        if (!rejected.isEmpty()) {
            log.write("R", id, String.join(",", rejected), why);
            refused.increment();
        }
    }

    private List<String> recipients(Random random, int count) {
        List<String> all = new ArrayList<>();
        server.people().forEach(person -> all.add(person.address()));
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, Math.min(count, all.size())));
    }

    private void jmap(int connection) throws IOException {
        ServerFile.Account who = server.people()
                .get((connection + round.hashCode() & 0xff) % server.people().size());
        try (JmapLink link = new JmapLink(server.web(), who.address(), who.password())) {
            String inbox = link.mailbox("inbox");
            String archive = link.mailbox("archive");
            movers.countDown();
            List<String> gone = new ArrayList<>();
            for (int n = 0; System.nanoTime() < end; n++) {
                if (n % 3 == 2) importOne(link, who, inbox, round + "-" + connection + "-" + n);
                else moveOne(link, who, inbox, archive, gone);
            }
        }
    }

    private void importOne(JmapLink link, ServerFile.Account who, String inbox, String id) throws IOException {
        List<String> to = List.of(who.address());
        byte[] message = Generated.message(id, 3000, SENDER, to);
        log.write("T", id, "3000", SENDER, who.address());
        String blob = link.upload(message);
        ObjectNode arguments = JmapLink.object();
        ObjectNode email = arguments.putObject("emails").putObject("k");
        email.put("blobId", blob);
        email.putObject("mailboxIds").put(inbox, true);
        JsonNode answer = link.call("Email/import", arguments);
        if (answer.path("created").has("k")) {
            log.write("A", id, who.address());
            acknowledged.increment();
        } else {
            log.write("R", id, who.address(), answer.path("notCreated").toString());
            refused.increment();
        }
    }

    private void moveOne(JmapLink link, ServerFile.Account who, String inbox, String archive, List<String> gone)
            throws IOException {
        ObjectNode query = JmapLink.object();
        query.putObject("filter").put("inMailbox", inbox);
        query.putArray("sort").addObject().put("property", "receivedAt").put("isAscending", false);
        query.put("limit", 20);
        List<String> ids = new ArrayList<>();
        link.call("Email/query", query).path("ids").forEach(id -> ids.add(id.asString()));
        ids.removeAll(gone);
        if (ids.isEmpty()) return;
        ObjectNode get = JmapLink.object();
        get.set("ids", JmapLink.array(ids));
        get.set("properties", JmapLink.array(List.of("id", "subject")));
        for (JsonNode email : link.call("Email/get", get).path("list")) {
            String subject = email.path("subject").asString("");
            if (!subject.startsWith("driver " + round + "-")) continue;
            String emailId = email.path("id").asString();
            String id = subject.substring("driver ".length());
            gone.add(emailId);
            log.write("M", id, who.address(), archive);
            ObjectNode set = JmapLink.object();
            ObjectNode patch = set.putObject("update").putObject(emailId);
            patch.putObject("mailboxIds").put(archive, true);
            if (link.call("Email/set", set).path("updated").has(emailId)) {
                log.write("N", id, who.address(), archive);
                moved.increment();
            }
            return;
        }
    }
}
