// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each law is broken once on purpose: a wall test that cannot fail holds nothing up. */
class WallControlTest {

    @TempDir
    Path into;

    @Test
    void oneProtocolRoomThatKnowsAnotherIsFound() {
        found(
                "protocol rooms never know each other",
                "posthouse.jmap.Face",
                "package posthouse.jmap; public class Face {}",
                "posthouse.smtp.Bad",
                "package posthouse.smtp; class Bad { posthouse.jmap.Face face; }");
    }

    @Test
    void smtpThatReachesForTheStoreIsFound() {
        found(
                "no door from smtp to store",
                "posthouse.store.Face",
                "package posthouse.store; public class Face {}",
                "posthouse.smtp.Bad",
                "package posthouse.smtp; class Bad { posthouse.store.Face face; }");
    }

    @Test
    void aLowerFloorThatLooksUpIsFound() {
        found(
                "no door from formats to store",
                "posthouse.store.Face",
                "package posthouse.store; public class Face {}",
                "posthouse.formats.Bad",
                "package posthouse.formats; class Bad { Object o = new posthouse.store.Face(); }");
    }

    @Test
    void theEngineSeenFromDeliveryIsFound() {
        found(
                "only the store and the engines see Engine",
                "posthouse.store.engine.Engine",
                "package posthouse.store.engine; public interface Engine {}",
                "posthouse.delivery.Bad",
                "package posthouse.delivery; class Bad { void m(posthouse.store.engine.Engine e) {} }");
    }

    @Test
    void aPrivateSubPackageUsedByAnotherRoomIsFound() {
        found(
                "a sub-package is private to its room",
                "posthouse.store.rows.Inside",
                "package posthouse.store.rows; public class Inside {}",
                "posthouse.directory.Bad",
                "package posthouse.directory; class Bad { posthouse.store.rows.Inside i; }");
    }

    @Test
    void aLibraryOutsideItsRoomIsFound() {
        found(
                "is fenced to",
                "org.rocksdb.Fake",
                "package org.rocksdb; public class Fake {}",
                "posthouse.store.Bad",
                "package posthouse.store; class Bad { org.rocksdb.Fake f; }");
    }

    @Test
    void aLibraryThatNobodyChoseIsFound() {
        found(
                "a library that no room may use",
                "org.stranger.Fake",
                "package org.stranger; public class Fake {}",
                "posthouse.app.Bad",
                "package posthouse.app; class Bad { org.stranger.Fake f; }");
    }

    @Test
    void aFutureInAPublicSignatureIsFound() {
        found(
                "has a future or a callback in its public signature",
                "posthouse.net.Bad",
                "package posthouse.net; public class Bad {"
                        + " public java.util.concurrent.CompletableFuture<String> m() { return null; } }");
    }

    @Test
    void javaDeserializationIsFound() {
        found(
                "uses java.io.ObjectInputStream",
                "posthouse.net.Bad",
                "package posthouse.net; class Bad { Object m(java.io.InputStream in) throws Exception {"
                        + " return new java.io.ObjectInputStream(in).readObject(); } }");
    }

    @Test
    void aClockOfItsOwnIsFound() {
        for (String call : List.of("System.currentTimeMillis()", "java.time.Instant.now()", "slept()"))
            found(
                    "time comes from Clock",
                    "posthouse.net.Bad",
                    "package posthouse.net; class Bad { Object o = " + call
                            + "; Object slept() throws Exception { Thread.sleep(1); return this; } Bad() throws Exception {} }");
    }

    @Test
    void staticMutableStateIsFound() {
        found("is static mutable state", "posthouse.net.Bad", "package posthouse.net; class Bad { static int n; }");
    }

    @Test
    void aClassOutsideEveryRoomIsFound() {
        found("stands in no room", "posthouse.attic.Bad", "package posthouse.attic; class Bad {}");
    }

    @Test
    void aHouseInOrderHasNoFinding() {
        List<String> findings = Wall.findings(Planted.compile(
                into,
                "posthouse.store.Face",
                "package posthouse.store; public class Face {}",
                "posthouse.jmap.Good",
                "package posthouse.jmap; class Good { posthouse.store.Face face; }"));
        assertEquals(List.of(), findings);
    }

    private void found(String sentence, String... namesAndTexts) {
        List<String> findings = Wall.findings(Planted.compile(into, namesAndTexts));
        assertTrue(findings.stream().anyMatch(f -> f.contains(sentence)), findings::toString);
    }
}
