// SPDX-License-Identifier: Apache-2.0
package posthouse.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import posthouse.base.Clock;

/** Plays the executable part of an article on a scratch server and tells what each step showed. */
public final class Drill {
    /** The administrator's command line for the server of a data directory: prints into the text, answers the exit code. */
    @FunctionalInterface
    public interface Command {
        int run(Path data, List<String> words, StringBuilder printed);
    }

    /** What somebody read. */
    public record Read(String who, String did, int status, String text, long millis) {}

    /**
     * How a step went.
     *
     * @param failed what was otherwise than the article says; empty when it was so
     */
    public record StepReport(int number, String title, List<Read> read, List<String> failed) {}

    private final Command command;
    private final List<String> options;
    private final Clock clock;

    /** @param options further ones for the scratch server's virtual machine */
    public Drill(Command command, List<String> options, Clock clock) {
        this.command = command;
        this.options = List.copyOf(options);
        this.clock = clock;
    }

    /** Plays it; empty when the article has no executable part. */
    public Optional<List<StepReport>> play(String article) throws IOException {
        Optional<Script> script = Script.of(article);
        if (script.isEmpty()) return Optional.empty();
        var reports = new ArrayList<StepReport>();
        try (var scratch = new Scratch(options);
                var player = new Player(scratch, words -> administer(scratch, words), clock)) {
            int number = 0;
            for (Script.Step step : script.get().steps()) reports.add(play(player, step, number++));
        }
        return Optional.of(reports);
    }

    private static StepReport play(Player player, Script.Step step, int number) {
        var read = new ArrayList<Read>();
        var failed = new ArrayList<String>();
        for (Script.Line line : step.lines()) {
            try {
                if (player.does(line)) {
                    Seen seen = player.seen();
                    read.add(new Read(seen.who(), seen.did(), seen.status(), seen.text(), seen.millis()));
                } else {
                    player.judge(line).ifPresent(failed::add);
                }
            } catch (IOException | RuntimeException e) {
                failed.add("line " + line.number() + ": " + line.text() + " · " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed.add("interrupted");
            }
        }
        return new StepReport(number, step.title(), List.copyOf(read), List.copyOf(failed));
    }

    private Seen administer(Scratch scratch, List<String> words) {
        long began = clock.nanos();
        var printed = new StringBuilder();
        int exit = command.run(scratch.store(), words, printed);
        String said = printed.toString().strip();
        return new Seen(
                "the administrator",
                "posthouse " + String.join(" ", words),
                exit,
                said,
                said,
                Map.of("exit", "" + exit),
                (clock.nanos() - began) / 1_000_000);
    }
}
