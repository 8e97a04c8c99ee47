// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import posthouse.scenarios.tidy.Repository;

/** The house as built keeps its own laws. */
class WallTest {

    private static final List<String> FLOORS =
            List.of("base", "net", "store", "mail", "protocols", "doors", "app", "testkit", "bench");

    @Test
    void noClassReachesThroughAWall() {
        Path root = Repository.root();
        List<Path> built = FLOORS.stream()
                .map(floor -> root.resolve(floor).resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        assertTrue(built.size() >= 7, "only these floors are compiled: " + built);
        JavaClasses classes = new ClassFileImporter().importPaths(built.toArray(Path[]::new));
        List<String> findings = Wall.findings(classes);
        assertEquals(List.of(), findings, () -> String.join("\n", findings));
    }

    @Test
    void everyRoomOfTheTableNamesRoomsThatExist() {
        Stream<String> named = Rooms.ALL.values().stream().flatMap(room -> room.mayImport().stream());
        assertTrue(named.allMatch(Rooms.ALL::containsKey));
    }
}
