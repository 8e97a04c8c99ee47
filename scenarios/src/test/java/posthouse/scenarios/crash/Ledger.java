// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import posthouse.scenarios.Program;
import posthouse.testkit.server.Server;

/** The acknowledgement log of one loop and the two programs that write and judge it. */
final class Ledger implements AutoCloseable {

    /** What a round did before its end. */
    record Round(long acknowledged, long refused, long moved) {}

    private final Path folder;
    private final Path log;
    private final Path server;
    private final Random random;
    private final Driver writer;
    private final Driver verifier;
    /** Rounds whose bytes nobody has compared yet. */
    private final List<String> fresh = new ArrayList<>();

    Ledger(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.log = folder.resolve("acks.log");
        this.server = folder.resolve("server.json");
        this.random = new Random(seed);
        this.writer = new Driver("CrashWriter", folder.resolve("writer.err"));
        this.verifier = new Driver("CrashVerifier", folder.resolve("verifier.err"));
    }

    /**
     * Writes to the server until {@code end} takes it away: at a random moment after so many acknowledgements and a move, or
     * after half a minute.
     */
    Round write(Server running, String round, int acknowledgements, Runnable end)
            throws IOException, InterruptedException {
        fresh.add(round);
        Files.writeString(server, running.line());
        long before = Files.exists(log) ? Files.size(log) : 0;
        writer.ask("--server", server.toString(), "--log", log.toString(), "--round", round, "--seconds", "60");
        long patience = System.nanoTime() + 30_000_000_000L;
        while (writer.working() && System.nanoTime() < patience && !enough(before, acknowledgements)) Thread.sleep(20);
        Thread.sleep(random.nextInt(300));
        end.run();
        Program program = writer.answer();
        return new Round(program.figure("acknowledged"), program.figure("refused"), program.figure("moved"));
    }

    /** From here on the power is off: answers of this round that come later are none. */
    void powerGoes(String round) {
        try {
            Files.writeString(log, "C\t" + round + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean enough(long from, int acknowledgements) throws IOException {
        if (!Files.exists(log)) return false;
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.stream().filter(l -> l.startsWith("A\t")).count() >= acknowledgements
                    && lines.stream().anyMatch(l -> l.startsWith("N\t"));
        }
    }

    /** The judgement of the program that reads only the log and JMAP. */
    Program judge(Server running, int settleSeconds) throws IOException {
        Program verdict = judge(running, log, settleSeconds);
        fresh.clear();
        return verdict;
    }

    /** The same judgement with one acknowledgement that never happened: it must be called lost. */
    Program judgeWithALie(Server running) throws IOException {
        Path lie = folder.resolve("lie.log");
        String address = running.people().getFirst().address();
        Files.copy(log, lie, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                lie,
                "T\tnever-1\t900\twriter@remote.test\t" + address + "\nA\tnever-1\t" + address + "\n",
                StandardOpenOption.APPEND);
        return judge(running, lie, 1);
    }

    private Program judge(Server running, Path which, int settleSeconds) throws IOException {
        Files.writeString(server, running.line());
        verifier.ask(
                "--server",
                server.toString(),
                "--log",
                which.toString(),
                "--settle",
                Integer.toString(settleSeconds),
                "--rounds",
                fresh.isEmpty() ? "none" : String.join(",", fresh));
        Program verdict = verifier.answer();
        return new Program(verdict.figure("faults") == 0 ? 0 : 1, verdict.out(), verdict.said());
    }

    @Override
    public void close() {
        writer.close();
        verifier.close();
    }

    long tenRecipientShare() throws IOException {
        long ten = Files.readAllLines(log).stream()
                .filter(l -> l.startsWith("A\t") && l.split("\t")[2].split(",").length == 10)
                .count();
        long all = Files.readAllLines(log).stream()
                .filter(l -> l.startsWith("A\t"))
                .count();
        return all == 0 ? 0 : 100 * ten / all;
    }
}
