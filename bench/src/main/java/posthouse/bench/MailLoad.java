// SPDX-License-Identifier: Apache-2.0
package posthouse.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * SMTP or LMTP load against any server: so many connections, each sends one message after the other for so many seconds.
 *
 * <p>{@code --protocol lmtp|smtp --host 127.0.0.1 --port N --to a@x,b@x,… [--connections 8] [--recipients 1] [--size 4096]
 * [--seconds 5] [--from driver@remote.test] [--tag run1]}; prints one JSON object.
 */
public final class MailLoad {

    /** What to send where. */
    record Plan(
            MailLink.Protocol protocol,
            String host,
            int port,
            List<String> to,
            int connections,
            int recipients,
            int size,
            Duration time,
            String from,
            String tag) {}

    /** What was counted, and over how many seconds. */
    record Result(Figures figures, double seconds) {
        double copiesPerSecond() {
            return figures.copies() / seconds;
        }
    }

    public static void main(String[] given) throws InterruptedException {
        Arguments arguments = new Arguments(given);
        boolean lmtp = arguments.text("protocol", "smtp").equalsIgnoreCase("lmtp");
        Result result = run(new Plan(
                lmtp ? MailLink.Protocol.LMTP : MailLink.Protocol.SMTP,
                arguments.text("host", "127.0.0.1"),
                arguments.number("port", lmtp ? 24 : 25),
                arguments.list("to"),
                arguments.number("connections", 8),
                arguments.number("recipients", 1),
                arguments.number("size", 4096),
                Duration.ofSeconds(arguments.number("seconds", 5)),
                arguments.text("from", "driver@remote.test"),
                arguments.text("tag", Long.toString(System.nanoTime(), 36))));
        System.out.println(result.figures().json(result.seconds()));
        System.exit(result.figures().messages() == 0 ? 1 : 0);
    }

    /** Runs the plan and waits for its end. */
    static Result run(Plan plan) throws InterruptedException {
        Figures figures = new Figures();
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + plan.time().toNanos();
        for (int c = 0; c < plan.connections(); c++) {
            int connection = c;
            threads.add(Thread.ofPlatform().start(() -> connection(plan, connection, end, figures)));
        }
        for (Thread thread : threads) thread.join();
        return new Result(figures, (System.nanoTime() - start) / 1e9);
    }

    private static void connection(Plan plan, int connection, long end, Figures figures) {
        int next = connection * 7;
        try (MailLink link = new MailLink(plan.protocol(), plan.host(), plan.port(), Duration.ofSeconds(30))) {
            for (int n = 0; System.nanoTime() < end; n++) {
                List<String> to = new ArrayList<>();
                for (int r = 0; r < plan.recipients(); r++)
                    to.add(plan.to().get(Math.floorMod(next++, plan.to().size())));
                String id = plan.tag() + "-" + connection + "-" + n;
                byte[] message = Generated.message(id, plan.size(), plan.from(), to);
                long before = System.nanoTime();
                MailLink.Answer answer = link.send(plan.from(), to, message);
                count(answer, System.nanoTime() - before, to.size(), plan.protocol(), figures);
            }
        } catch (IOException e) {
            figures.broken();
            System.err.println("connection " + connection + ": " + e.getMessage());
        }
    }

    private static void count(
            MailLink.Answer answer, long took, int wanted, MailLink.Protocol protocol, Figures figures) {
        long accepted = answer.recipients().stream().filter(Reply::positive).count();
        long positive = answer.finals().stream().filter(Reply::positive).count();
        int copies = (int) (protocol == MailLink.Protocol.LMTP ? positive : positive * accepted);
        if (copies > 0) figures.acknowledged(took, copies);
        if (copies < wanted) figures.refused(wanted - copies);
    }

    private MailLoad() {}
}
