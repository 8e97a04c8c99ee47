// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.scenarios.Program;

/** The fuzzer finds a fault that was planted for it. */
@Tag("fuzz")
class PlantedFaultTest {

    @TempDir
    Path folder;

    @Test
    void aPlantedFaultIsFoundWithinAMinute() throws IOException, InterruptedException {
        long before = System.nanoTime();
        Program search = Program.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=posthouse.scenarios.fuzz.PlantedFault",
                "--instrumentation_includes=posthouse.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=60");
        assertTrue(search.said().contains("NumberFormatException"), "nothing was found in a minute");
        System.out.println("MEASURED fuzzing: the planted fault was found after "
                + (System.nanoTime() - before) / 1_000_000_000L + " s");
    }
}
