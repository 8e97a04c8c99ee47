// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.scenarios.Program;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The founding story's article is played; and a server that lies in one of four ways is noticed. */
class KbRunTest {
    @TempDir
    static Path folder;

    @Test
    @Tag("server")
    void everyStepOfTheFoundingStoryIsAsTheArticleSays() throws Exception {
        Program run = kbRun("");
        JsonNode report = JsonMapper.shared().readTree(run.out());
        var broken = new ArrayList<String>();
        for (JsonNode step : report.path("steps"))
            step.path("failed").forEach(line -> broken.add(step.path("title").asString() + ": " + line.asString()));
        assertEquals(List.of(), broken);
        assertEquals(0, run.exit());
        assertEquals(7, report.path("steps").size());
    }

    @ParameterizedTest
    @Tag("states")
    @ValueSource(strings = {"denied-as-down", "off-as-empty"})
    void theArticleNoticesThisLie(String sabotage) throws Exception {
        Program run = kbRun(SabotageAgent.option(folder, sabotage));
        assertNotEquals(0, run.exit(), run.out());
        assertTrue(run.out().contains("\"passed\":false"), run.out() + run.said());
    }

    @ParameterizedTest
    @Tag("states")
    @ValueSource(strings = {"unreadable-as-off", "slow-as-wrong-password"})
    void theTableOfStatesNoticesThisLie(String sabotage) throws Exception {
        Assumptions.assumeTrue(Faults.possible(), "SKIPPED, LOUDLY: the states need root, strace and ss");
        try (var table =
                new StateTable(folder.resolve(sabotage), List.of(SabotageAgent.option(folder, sabotage)), false)) {
            table.play(true, Oracle.Ldap.ON, true, false);
            assertNotEquals(List.of(), table.lies());
        }
    }

    private static Program kbRun(String option) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "posthouse.app.Main"));
        command.addAll(List.of("kb", "run", "Q165712", "--json"));
        var builder = new ProcessBuilder(command);
        builder.environment().put("POSTHOUSE_JAVA_OPTS", option);
        return Program.end(builder.start());
    }
}
