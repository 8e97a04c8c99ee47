// SPDX-License-Identifier: Apache-2.0
package posthouse.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import posthouse.admin.AdminAnswer;
import posthouse.admin.AdminCodec;
import posthouse.app.cli.Tool;
import posthouse.base.Clock;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Problems;
import posthouse.base.Refused;
import posthouse.drill.Drill;
import posthouse.pages.Articles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verbs of the knowledge base, which need no server: the articles are in the product. */
final class KbVerbs {
    private final Problems problems;
    private final PrintStream out;
    private final Tool.Local local;
    private final JsonMapper json = JsonMapper.builder().build();

    KbVerbs(Problems problems, PrintStream out, Tool.Local local) {
        this.problems = problems;
        this.out = out;
        this.local = local;
    }

    JsonNode list() {
        List<List<String>> rows = Articles.all(problems).stream()
                .map(a -> List.of(a.id(), a.title()))
                .toList();
        var answer = new AdminAnswer(List.of("id", "title"), rows, "", true);
        return json.createObjectNode().set("answer", AdminCodec.answer(answer));
    }

    String show(String id) {
        return Articles.text(problems, id)
                .orElseThrow(() -> new Refused(new Failure.NotFound(KB.NOT_FOUND, "article " + id)))
                .strip();
    }

    int run(String id, boolean asJson) {
        List<String> options = List.of();
        String own = System.getenv("POSTHOUSE_JAVA_OPTS");
        if (own != null && !own.isBlank()) options = List.of(own.strip().split("\\s+"));
        String name = id.toUpperCase(Locale.ROOT);
        try {
            List<Drill.StepReport> steps = new Drill(this::administer, options, Clock.system())
                    .play(show(name))
                    .orElseThrow(() -> new Refused(new Failure.Unsupported(KB.UNSUPPORTED, "kb run " + name)));
            if (asJson) printJson(name, steps);
            else print(name, steps);
            return steps.stream().allMatch(s -> s.failed().isEmpty()) ? 0 : 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line as an administrator uses it, over the scratch server's control socket. */
    private int administer(Path data, List<String> words, StringBuilder printed) {
        var bytes = new ByteArrayOutputStream();
        var both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var all = new ArrayList<String>(List.of("--data", data.toString()));
        all.addAll(words);
        int exit = new Tool(problems, both, both, local).run(all.toArray(String[]::new));
        printed.append(bytes.toString(StandardCharsets.UTF_8));
        return exit;
    }

    private void print(String id, List<Drill.StepReport> steps) {
        for (Drill.StepReport step : steps) {
            out.println(text("drill.step", Map.of("number", "" + step.number(), "title", step.title())));
            for (Drill.Read read : step.read()) {
                out.println("  "
                        + text(
                                "drill.read",
                                Map.of("who", read.who(), "did", read.did(), "status", "" + read.status())));
                read.text().lines().limit(6).forEach(line -> out.println("      " + line));
            }
            step.failed().forEach(line -> out.println("  ! " + line));
            out.println("  " + text(step.failed().isEmpty() ? "drill.as" : "drill.broken", Map.of()));
        }
        long good = steps.stream().filter(s -> s.failed().isEmpty()).count();
        out.println(text("drill.done", Map.of("id", id, "good", "" + good, "all", "" + steps.size())));
    }

    private void printJson(String id, List<Drill.StepReport> steps) {
        var o = json.createObjectNode().put("article", id);
        o.put("passed", steps.stream().allMatch(s -> s.failed().isEmpty()));
        var all = o.putArray("steps");
        for (Drill.StepReport step : steps) {
            var each = all.addObject();
            each.put("step", step.number()).put("title", step.title());
            each.put("passed", step.failed().isEmpty());
            var failed = each.putArray("failed");
            step.failed().forEach(failed::add);
            var read = each.putArray("read");
            for (Drill.Read r : step.read())
                read.addObject()
                        .put("who", r.who())
                        .put("did", r.did())
                        .put("status", r.status())
                        .put("millis", r.millis())
                        .put("text", r.text());
        }
        out.println(json.writeValueAsString(o));
    }

    private String text(String key, Map<String, String> arguments) {
        return problems.catalogue().text(key, arguments);
    }
}
