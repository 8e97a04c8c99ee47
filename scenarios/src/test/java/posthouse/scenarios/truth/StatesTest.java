// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every state of anonymous access × LDAP × web × sign-in × store, really made on one running server: what people and programs
 * read in it is what the oracle says, and what is said to work is used and does.
 */
class StatesTest {
    @TempDir
    static Path folder;

    @Test
    @Tag("states")
    void everyStateIsToldAsItIs() throws Exception {
        Assumptions.assumeTrue(Faults.possible(), "SKIPPED, LOUDLY: the table of states needs root, strace and ss");
        try (var table = new StateTable(folder.resolve("data"), List.of(), true)) {
            for (boolean store : new boolean[] {true, false})
                for (Oracle.Ldap ldap : Oracle.Ldap.values())
                    for (boolean visitors : new boolean[] {false, true})
                        for (boolean web : new boolean[] {true, false}) table.play(visitors, ldap, web, store);
            Path written = posthouse.testkit.server.Server.root().resolve("scenarios/target/STATES.md");
            Files.createDirectories(written.getParent());
            Files.writeString(written, table.document());
            assertEquals(List.of(), table.lies());
        }
    }

    /** The states of the founding story, on every run. */
    @Test
    @Tag("server")
    void theStatesThatTheFoundingStoryIsAboutAreToldAsTheyAre() throws Exception {
        Assumptions.assumeTrue(Faults.possible(), "SKIPPED, LOUDLY: the states need root, strace and ss");
        Instant before = Instant.now();
        try (var table = new StateTable(folder.resolve("few"), List.of(), false)) {
            table.play(true, Oracle.Ldap.OFF, true, true);
            table.play(false, Oracle.Ldap.ON, false, true);
            table.play(false, Oracle.Ldap.CRASHED, true, true);
            table.play(true, Oracle.Ldap.OFF, true, false);
            assertEquals(List.of(), table.lies());
            assertEquals(
                    List.of(),
                    table.missingFrom(posthouse.testkit.server.Server.root().resolve("docs/STATES.md")));
        }
        System.out.println("MEASURED four states in " + (Instant.now().toEpochMilli() - before.toEpochMilli()) + " ms");
    }
}
